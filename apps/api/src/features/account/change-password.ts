import { randomUUID } from 'node:crypto'
import type { changePassword as contract } from '@rekey/contracts/account'
import type { Deps } from '../../deps.ts'
import { acceptPassword } from '../../guards/accept-password.ts'
import { deviceCookie, type Grant, grantSession, heldProof } from '../../http/grant-session.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { sql, type Transaction } from '../../lib/database.ts'
import { addProof } from '../../models/device-cookie.ts'
import { type IssuedSession, issueSession } from '../../models/issue-session.ts'
import { recoveryAddressesOf } from '../../models/mail-addresses.ts'
import { mayUseConsolePassword } from '../../models/may-use-console-password.ts'
import { type LockedUser, savePassword } from '../../models/passwords.ts'
import { useTemporary } from '../../models/resets.ts'
import { endSessions } from '../../models/sessions.ts'
import { type AccountOwner, findAccountOwner } from '../../models/users.ts'
import { proveCurrentPassword } from './prove-current-password.ts'

/**
 * PUT /account/password. All other sessions end, unless the body says otherwise. The current
 * password is proved again in every session, because an open browser isn't proof enough. Only a
 * session in which the password must be changed needs no proof. It continues with all rights as a
 * new session (ASVS 7.2.4), except for device users, who then sign in from their app. Users who
 * sign in at a provider can only change a console password, if they have one.
 */
export const changePassword: Verb<typeof contract> = async (input, deps) => {
  const { newPassword } = input.body
  const user = await findAccountOwner(deps, input.caller.user.id)
  if (!user) throw new Problem('not-signed-in')
  await requirePasswordHere(deps, user, input)
  const isCurrent = await proveCurrentPassword(deps, user, input)
  await acceptPassword(deps, user, newPassword, isCurrent)
  const hash = await deps.hasher.hash(newPassword)
  const { sessionsEnded, session } = await save(deps, user, hash, input)
  const { tokens, cookies } = grant(deps, user, session, input)
  return { status: 200, body: { sessionsEnded, ...tokens }, cookies }
}

/** @throws Problem user-signs-in-elsewhere */
async function requirePasswordHere(
  { settings }: Deps,
  user: AccountOwner,
  { caller }: Input<typeof contract>,
): Promise<void> {
  if (user.signInMethod === 'password') return
  const isForConsole =
    user.passwordHash !== null &&
    caller.client === 'browser' &&
    mayUseConsolePassword(user, await settings.current())
  if (!isForConsole) throw new Problem('user-signs-in-elsewhere')
}

type Saved = { sessionsEnded: number; session: IssuedSession | 'same' | 'ended' }

/**
 * Saves only over the password that was proved, or in a session that the temporary password opened.
 * Of two changes at the same time the second gets an error.
 */
async function save(
  deps: Deps,
  user: AccountOwner,
  hash: string,
  input: Input<typeof contract>,
): Promise<Saved> {
  const { caller, device, ip, requestId } = input
  return deps.db.$transaction(async (tx) => {
    const at = deps.clock.now()
    const passwordId = randomUUID()
    const owner = await requireSamePassword(tx, user, input, { passwordId, at })
    if (caller.mustChangePassword) await endChangeOnly(tx, input)
    const { endOtherSessions = true } = input.body
    const keepsSession = endOtherSessions ? caller.sessionId : 'all'
    const password = { passwordId, hash, at, device, keepsSession }
    const { sessionsEnded } = await savePassword(tx, deps, owner, password, {
      action: 'password.changed',
      at,
      actorId: user.id,
      userId: user.id,
      requestId,
      details: { device },
      personal: { ip, username: owner.username },
    })
    return { sessionsEnded, session: await goOn(tx, deps, user, at, input) }
  })
}

async function requireSamePassword(
  tx: Transaction,
  { id, passwordHash, signInMethod }: AccountOwner,
  { caller }: Input<typeof contract>,
  save: { passwordId: string; at: Date },
): Promise<LockedUser> {
  const [same] = await tx.$queryRaw<LockedUser[]>`
    SELECT id, kind, username, email_to AS "emailTo",
      ${recoveryAddressesOf(sql`users.id`, save.at)} AS "recoveryAddresses"
    FROM users WHERE id = ${id}::uuid AND status = 'active' AND sign_in_method = ${signInMethod}
      AND (${caller.resetId !== null} OR (password_hash = ${passwordHash} AND password_blocked_at IS NULL))
    FOR NO KEY UPDATE`
  const { resetId } = caller
  const isProved = same && (!resetId || (await useTemporary(tx, { id: resetId, ...save })))
  if (!isProved) throw new Problem(caller.mustChangePassword ? 'not-signed-in' : 'sign-in-failed')
  return same
}

/** It works once: of sixteen parallel saves without a current password, only one succeeds. */
async function endChangeOnly(tx: Transaction, { caller }: Input<typeof contract>) {
  const ended = await endSessions(tx, caller.user.id, { only: caller.sessionId })
  if (ended === 0) throw new Problem('not-signed-in')
}

async function goOn(
  tx: Transaction,
  deps: Deps,
  { id: userId, kind, signInMethod }: AccountOwner,
  at: Date,
  { caller: { client, mustChangePassword }, device }: Input<typeof contract>,
): Promise<Saved['session']> {
  if (!mustChangePassword) return 'same'
  if (kind === 'device') return 'ended'
  return issueSession(tx, deps, {
    userId,
    client,
    openedBy: signInMethod === 'sso' ? 'console-password' : 'password',
    mustChangePassword: false,
    device,
    at,
  })
}

/** Other proofs of this device become void with the other sessions, so it gets a new one. */
function grant(
  { keys, clock }: Deps,
  user: AccountOwner,
  session: Saved['session'],
  input: Input<typeof contract>,
): Grant {
  const { accessTokens, caller } = input
  const proof = addProof(keys, heldProof(caller.client, input), user, clock.now())
  if (typeof session !== 'string') return grantSession(accessTokens, user, session, proof)
  if (caller.client === 'app') return { tokens: { deviceToken: proof }, cookies: [] }
  const ended =
    session === 'ended' ? [{ name: 'session', value: '', maxAgeSeconds: 0 } as const] : []
  return { tokens: {}, cookies: [...ended, deviceCookie(proof)] }
}
