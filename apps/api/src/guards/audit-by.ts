import type { AuditAction } from '@rekey/contracts/audit-actions'
import type { Deps } from '../deps.ts'
import type { Caller } from '../http/authenticate.ts'
import type { Transaction } from '../lib/database.ts'
import { recordAudit } from '../models/audit.ts'
import type { JsonObject } from '../models/audit-content.ts'

/** The caller and where the call comes from; every verb's input contains them. */
export type By = {
  readonly caller: Pick<Caller, 'actorId'>
  readonly ip: string
  readonly requestId: string
}

/**
 * Records an act of a caller, in the transaction of that act.
 * @param about the user to whom it was done. The id stays for good; the other fields are personal,
 * and an erasure may remove them. Null: no particular user
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
    actorId: caller.actorId,
    ...(id !== undefined && { userId: id }),
    requestId,
    ...(details && { details }),
    personal: { ip, ...personal },
  })
}
