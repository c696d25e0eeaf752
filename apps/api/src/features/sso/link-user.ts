import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { linkIdentity } from '../../models/sso-identities.ts'
import type { SsoLink } from '../../models/sso-links.ts'
import type { Coming } from './coming.ts'

/** Links, and writes down by which proof. @returns whether it could */
export async function linkUser(
  tx: Transaction,
  { identityId, userId, username, connectionId }: SsoLink,
  proof: 'password' | 'mail',
  { device, ip, requestId }: Pick<Coming, 'device' | 'ip' | 'requestId'>,
  at: Date,
): Promise<boolean> {
  if (!(await linkIdentity(tx, { id: identityId, userId }, at))) return false
  await recordAudit(tx, {
    action: 'user.linked',
    at,
    actorId: userId,
    userId,
    requestId,
    details: { connectionId, proof, device },
    personal: { ip, username },
  })
  return true
}
