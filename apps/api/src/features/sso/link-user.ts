import type { Deps } from '../../deps.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { queueNotices } from '../../models/notices.ts'
import { linkIdentity } from '../../models/sso-identities.ts'
import type { SsoLink } from '../../models/sso-links.ts'
import type { Coming } from './coming.ts'

/**
 * Links, tells the user by mails whose "This wasn't me" removes the link again, and records by
 * which proof.
 * @returns whether it could
 */
export async function linkUser(
  tx: Transaction,
  deps: Deps,
  { identityId, userId, username, connectionId }: SsoLink,
  proof: 'password' | 'mail',
  { device, ip, requestId }: Pick<Coming, 'device' | 'ip' | 'requestId'>,
): Promise<boolean> {
  const at = deps.clock.now()
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
  await queueNotices(tx, deps, { template: 'sso-linked', identityId, userId, device, at })
  return true
}
