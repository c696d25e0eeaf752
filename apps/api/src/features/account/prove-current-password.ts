import type { changePassword as contract } from '@rekey/contracts/account'
import type { Deps } from '../../deps.ts'
import { heldProof } from '../../http/grant-session.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Input } from '../../http/routes.ts'
import { noteAct } from '../../models/audit-counts.ts'
import { checkPassword } from '../../models/password-check.ts'
import type { AccountOwner } from '../../models/users.ts'

/**
 * Proves the current password; a wrong one counts as a failed sign-in. A session in which it must
 * be changed was opened by that password, so it may be left out there.
 * @returns whether the new password equals the current one
 * @throws Problem bad-request, sign-in-failed, rate-limited
 */
export async function proveCurrentPassword(
  deps: Deps,
  user: AccountOwner,
  input: Input<typeof contract>,
): Promise<() => Promise<boolean>> {
  const { body, caller } = input
  const { currentPassword, newPassword } = body
  if (currentPassword === undefined) {
    if (!caller.mustChangePassword) throw currentPasswordMissing()
    const { passwordHash } = user
    return async () => passwordHash !== null && deps.hasher.verify(passwordHash, newPassword)
  }
  const check = await checkPassword(deps, {
    username: user.username,
    password: currentPassword,
    holder: user,
    deviceCookie: heldProof(caller.client, input),
    client: caller.client,
  })
  if (check.outcome === 'wait') throw mustWait(check.until, deps.clock.now())
  if (check.outcome === 'wrong') {
    await noteAct(deps, { action: 'sign-in.failed', userId: user.id }, input)
    throw new Problem('sign-in-failed')
  }
  await deps.driver.$executeRaw(check.givingBack)
  return async () => currentPassword.normalize('NFC') === newPassword.normalize('NFC')
}

const currentPasswordMissing = () =>
  new Problem('bad-request', {
    errors: [{ pointer: '/currentPassword', detail: 'must be given in this session' }],
  })
