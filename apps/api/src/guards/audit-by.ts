import type { AuditAction } from '@rekey/contracts/audit-actions'
import type { Deps } from '../deps.ts'
import type { Caller } from '../http/authenticate.ts'
import type { Transaction } from '../lib/database.ts'
import { recordAudit } from '../models/audit.ts'
import type { JsonObject } from '../models/audit-content.ts'

/** Who calls, and from where; the input of a verb has it. */
export type By = {
  readonly caller: Pick<Caller, 'user'>
  readonly ip: string
  readonly requestId: string
}

/**
 * Writes down what a signed-in caller has done, in the transaction in which it is done.
 * @param about whom it was done to: the id stays for good; all else is personal, and an erasure may
 *   take it away. Null: nobody in particular
 * @param details facts without personal data, sealed for good
 */
export const auditBy = (
  tx: Transaction,
  { clock }: Pick<Deps, 'clock'>,
  { caller, ip, requestId }: By,
  action: AuditAction,
  about: ({ readonly id?: string } & JsonObject) | null,
  details?: JsonObject,
): Promise<bigint | null> => {
  const { id, ...personal } = about ?? {}
  return recordAudit(tx, {
    action,
    at: clock.now(),
    actorId: caller.user.id,
    ...(id !== undefined && { userId: id }),
    requestId,
    ...(details && { details }),
    personal: { ip, ...personal },
  })
}
