import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../deps.ts'
import { lanes } from '../jobs/lanes.ts'
import type { Transaction } from '../lib/database.ts'
import { endAccess } from './access.ts'
import { setBackToPassword } from './set-back-to-password.ts'
import { startReset } from './start-reset.ts'

/** An identity that is linked with a user. */
type LinkedIdentity = { readonly identityId: string; readonly userId: string }

/**
 * Removes a link that its user didn't make, and signs the user out everywhere. If no other provider
 * is linked, the user signs in with a password again. Their old password is deleted, since the
 * person who made the link may have known it. So a link and a code for a new one are mailed. If the
 * user's domain requires a provider, they link there again. Lock the user first.
 * @returns false: the link was already removed
 */
export async function unlinkIdentity(
  tx: Transaction,
  deps: Deps,
  { identityId: id, userId }: LinkedIdentity,
): Promise<boolean> {
  const at = deps.clock.now()
  const { count } = await tx.ssoIdentity.deleteMany({
    where: { id, userId, linkedAt: { not: null } },
  })
  if (count === 0) return false
  await endAccess(tx, [userId], at)
  const user = await tx.user.findUnique({
    where: { id: userId, deletedAt: null },
    include: { identities: { where: { linkedAt: { not: null } } } },
  })
  if (!user || user.identities.length > 0 || user.requiredConnectionId !== null) return true
  await setBackToPassword(tx, userId, at)
  if (user.status === 'active' && addressOf(user) !== null) {
    await startReset(tx, deps, user, { lane: lanes.first })
  }
  return true
}
