import { randomUUID } from 'node:crypto'
import type { changePassword as contract } from '@rekey/contracts/account'
import type { Deps } from '../../deps.ts'
import { acceptPassword } from '../../http/accept-password.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { recordAudit } from '../../models/audit.ts'
import { addProof, deviceCookieSeconds } from '../../models/device-cookie.ts'
import { checkPassword } from '../../models/password-check.ts'
import { savePassword } from '../../models/passwords.ts'
import { type AccountOwner, findAccountOwner } from '../../models/users.ts'

/**
 * PUT /account/password. The current password is proved again, whatever the session: a browser
 * left open must not be enough. A wrong one counts as a failed sign-in.
 */
export const changePassword: Verb<typeof contract> = async (input, deps) => {
  const { currentPassword, newPassword, endOtherSessions = true } = input.body
  const user = await findAccountOwner(deps.db, input.caller.user.id)
  if (!user) throw new Problem('not-signed-in')
  if (currentPassword === undefined) throw currentPasswordMissing()
  const check = await checkPassword(deps, {
    username: user.username,
    password: currentPassword,
    holder: user,
    deviceCookie: input.cookies.device,
  })
  if (check.outcome === 'wait') throw mustWait(check.until, deps.clock.now())
  if (check.outcome === 'wrong') throw new Problem('sign-in-failed')
  await deps.db.$transaction((tx) => check.giveBack(tx))
  const isCurrent = async () => currentPassword.normalize('NFC') === newPassword.normalize('NFC')
  await acceptPassword(deps, user, newPassword, isCurrent)
  const hash = await deps.hasher.hash(newPassword)
  const keepsSession = endOtherSessions ? input.caller.sessionId : 'all'
  const sessionsEnded = await save(deps, user, hash, keepsSession, input)
  const proof = addProof(deps.keys, input.cookies.device, user, deps.clock.now())
  return {
    status: 200,
    body: { sessionsEnded },
    cookies: [{ name: 'device', value: proof, maxAgeSeconds: deviceCookieSeconds }],
  }
}

const currentPasswordMissing = () =>
  new Problem('bad-request', {
    errors: [{ pointer: '/currentPassword', detail: 'must be given in this session' }],
  })

/** Saved only over the password that was proved: of two changes at once the second is told. */
async function save(
  deps: Deps,
  user: AccountOwner,
  hash: string,
  keepsSession: string,
  { device, ip, requestId }: Input<typeof contract>,
): Promise<number> {
  return deps.db.$transaction(async (tx) => {
    const at = deps.clock.now()
    const [same] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM users
      WHERE id = ${user.id}::uuid AND status = 'active' AND password_hash = ${user.passwordHash}
      FOR NO KEY UPDATE`
    if (!same) throw new Problem('sign-in-failed')
    const password = { passwordId: randomUUID(), hash, at, device, keepsSession }
    const sessionsEnded = await savePassword(tx, deps, user, password)
    await recordAudit(tx, {
      action: 'password.changed',
      at,
      actorId: user.id,
      userId: user.id,
      requestId,
      details: { sessionsEnded, device },
      personal: { ip, username: user.username },
    })
    return sessionsEnded
  })
}
