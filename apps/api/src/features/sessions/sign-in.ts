import type { signIn as contract } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { recordAudit } from '../../models/audit.ts'
import { addProof, deviceCookieSeconds } from '../../models/device-cookie.ts'
import { checkPassword, type PasswordCheck } from '../../models/password-check.ts'
import { endSessionOf, issueSession, maximumSeconds } from '../../models/sessions.ts'
import { findSigningIn, type SigningIn } from '../../models/users.ts'

/**
 * POST /sessions. One body and one duration for every failure: each does one argon2id, whether or
 * not there is such a user, and while foreign hashes are stored each is held to one deadline.
 */
export const signIn: Verb<typeof contract> = async (input, deps) => {
  const { username, password } = input.body
  const user = await findSigningIn(deps.db, username)
  const check = await checkPassword(deps, {
    username,
    password,
    holder: user,
    deviceCookie: input.cookies.device,
  })
  if (check.outcome === 'wait') throw mustWait(check.until, deps.clock.now())
  if (check.outcome === 'wrong' || !user) throw new Problem('sign-in-failed')
  const rehashed = deps.hasher.isForeign(user.passwordHash ?? '')
    ? await deps.hasher.hash(password)
    : null
  const secret = await open(deps, user, check, rehashed, input)
  // Told only after a right password: it says nothing to whoever guesses.
  if (secret === null) throw new Problem('sign-in-elsewhere')
  const { id, displayName, kind, role, permissions } = user
  const proof = addProof(deps.keys, input.cookies.device, user, deps.clock.now())
  const { passwordPolicies } = await deps.settings.current()
  return {
    status: 201,
    body: {
      user: { id, username: user.username, displayName, kind, role, permissions },
      mustChangePassword: false,
      passwordPolicy: passwordPolicies[kind],
    },
    cookies: [
      { name: 'session', value: secret, maxAgeSeconds: maximumSeconds },
      { name: 'device', value: proof, maxAgeSeconds: deviceCookieSeconds },
    ],
  }
}

/** Opens the session; null for device users, who have none in a browser. */
async function open(
  deps: Deps,
  user: SigningIn,
  check: Extract<PasswordCheck, { outcome: 'right' }>,
  rehashed: string | null,
  { cookies, device, ip, requestId }: Input<typeof contract>,
): Promise<string | null> {
  const at = deps.clock.now()
  return deps.db.$transaction(async (tx) => {
    await check.giveBack(tx)
    if (user.kind === 'device') return null
    // Only over the hash that was checked: a save that came in between stays.
    await tx.$executeRaw`
      UPDATE users SET last_sign_in_at = ${at},
        foreign_scheme = CASE WHEN ${rehashed}::text IS NULL OR password_hash <> ${user.passwordHash} THEN foreign_scheme END,
        password_hash = CASE WHEN password_hash = ${user.passwordHash} THEN coalesce(${rehashed}, password_hash) ELSE password_hash END
      WHERE id = ${user.id}::uuid`
    if (cookies.session) await endSessionOf(tx, cookies.session)
    const { id, secret } = await issueSession(tx, { userId: user.id, device, at })
    await recordAudit(tx, {
      action: 'session.started',
      at,
      actorId: user.id,
      userId: user.id,
      requestId,
      details: { sessionId: id, device, client: 'browser' },
      personal: { ip, username: user.username },
    })
    return secret
  })
}
