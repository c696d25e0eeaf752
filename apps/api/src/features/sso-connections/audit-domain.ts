import type { proveSsoDomain } from '@rekey/contracts/sso-connections'
import type { Input } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import type { Settled } from '../../models/required-sign-in.ts'

/** What the audit log keeps of a domain that came, was proved, or went. */
export const auditDomain = (
  tx: Transaction,
  { caller, ip, requestId }: Pick<Input<typeof proveSsoDomain>, 'caller' | 'ip' | 'requestId'>,
  action: 'sso-domain.claimed' | 'sso-domain.proved' | 'sso-domain.released',
  {
    at,
    ...details
  }: { at: Date; connectionId: string; name: string; domain: string } & Partial<Settled>,
) =>
  recordAudit(tx, {
    action,
    at,
    actorId: caller.user.id,
    requestId,
    details,
    personal: { ip },
  })
