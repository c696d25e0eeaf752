import type { signIn as contract, SessionOpener } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import { grantSession, heldProof } from '../../http/grant-session.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { noteAct } from '../../models/audit-counts.ts'
import { addProof } from '../../models/device-cookie.ts'
import { type IssuedSession, issueSession } from '../../models/issue-session.ts'
import { checkPassword, type PasswordCheck } from '../../models/password-check.ts'
import { livingAt } from '../../models/resets.ts'
import { type Client, endSessionOf, permissionsIn } from '../../models/sessions.ts'
import { holdSettings } from '../../models/settings.ts'
import { findSigningIn, type SigningIn } from '../../models/users.ts'

/**
 * POST /sessions. Every failure has the same body and duration: each does the same hashing, whether
 * or not the user exists. Users who sign in at a provider have at most a console password, which
 * doesn't sign in to an app.
 */
export const signIn: Verb<typeof contract> = async (input, deps) => {
  const { username, password, client = 'browser' } = input.body
  const held = heldProof(client, input)
  const user = await findSigningIn(deps, username)
  const check = await checkPassword(deps, {
    username,
    password,
    holder: user,
    deviceCookie: held,
    client,
  })
  if (check.outcome === 'wait') throw mustWait(check.until, deps.clock.now())
  if (check.outcome === 'wrong' || !user) {
    await noteAct(deps, { action: 'sign-in.failed', userId: user?.id ?? null }, input)
    throw new Problem('sign-in-failed')
  }
  const isRehashed = check.temporaryId === null && deps.hasher.isForeign(user.passwordHash ?? '')
  const rehashed = isRehashed ? await deps.hasher.hash(password) : null
  const session = await open(deps, user, check, rehashed, input)
  const proof = addProof(deps.keys, held, user, deps.clock.now())
  const { tokens, cookies } = grantSession(input.accessTokens, user, session, proof)
  const described = await describe(deps, user, check, client)
  return { status: 201, body: { ...described, ...tokens }, cookies }
}

async function describe({ settings }: Deps, user: SigningIn, check: Right, client: Client) {
  const { id, username, displayName, kind, role } = user
  const permissions = permissionsIn(client, user.permissions)
  const { passwordPolicies } = await settings.current()
  return {
    user: { id, username, displayName, kind, role, permissions },
    mustChangePassword: mustChange(user, check),
    method: check.temporaryId === null ? ('password' as const) : ('temporary-password' as const),
    passwordPolicy: passwordPolicies[kind],
  }
}

type Right = Extract<PasswordCheck, { outcome: 'right' }>

/**
 * @throws Problem sign-in-elsewhere; only after a right password, so it reveals nothing to guessers
 */
async function open(
  deps: Deps,
  user: SigningIn,
  check: Right,
  rehashed: string | null,
  input: Input<typeof contract>,
): Promise<IssuedSession> {
  const session = await deps.db.$transaction(async (tx) => {
    await check.giveBack(tx)
    return isElsewhere(user, check, input.body.client)
      ? null
      : start(tx, deps, user, check, rehashed, input)
  })
  if (!session) throw new Problem('sign-in-elsewhere')
  return session
}

/** Device users have no browser session, except the one in which they must set a password. */
const isElsewhere = (user: SigningIn, check: Right, client: Client = 'browser') =>
  user.kind === 'device' && client === 'browser' && !mustChange(user, check)

/** A temporary password only opens a session in which the user's own password is chosen. */
const mustChange = ({ mustChangePassword }: SigningIn, { temporaryId }: Right) =>
  mustChangePassword || temporaryId !== null

function openerOf({ signInMethod }: SigningIn, { temporaryId }: Right): SessionOpener {
  if (temporaryId) return 'temporary-password'
  return signInMethod === 'sso' ? 'console-password' : 'password'
}

async function start(
  tx: Transaction,
  deps: Deps,
  user: SigningIn,
  check: Right,
  rehashed: string | null,
  { body: { client = 'browser' }, cookies, device, ip, requestId }: Input<typeof contract>,
): Promise<IssuedSession> {
  const at = deps.clock.now()
  const { id: userId, username } = user
  const { temporaryId } = check
  const openedBy = openerOf(user, check)
  if (openedBy === 'console-password') await requireConsolePasswords(tx)
  await (temporaryId
    ? noteTemporary(tx, userId, temporaryId, at)
    : noteSignIn(tx, user, rehashed, at))
  if (client === 'browser' && cookies.session) await endSessionOf(tx, cookies.session)
  const mustChangePassword = mustChange(user, check)
  const given = {
    userId,
    client,
    openedBy,
    mustChangePassword,
    resetId: temporaryId,
    device,
    at,
  }
  const session = await issueSession(tx, deps, given)
  await recordAudit(tx, {
    action: 'session.started',
    at,
    actorId: userId,
    userId,
    requestId,
    details: {
      sessionId: session.id,
      device,
      client,
      ...(openedBy !== 'password' && { method: openedBy }),
    },
    personal: { ip, username },
  })
  return session
}

/**
 * The settings that were read earlier may be a second old. A transaction that switches these
 * passwords off also ends the new session.
 */
async function requireConsolePasswords(tx: Transaction) {
  const { consoleSignIn } = await holdSettings(tx)
  if (consoleSignIn !== 'any') throw new Problem('sign-in-failed')
}

/**
 * Only while the checked password is still the user's, and the user still has the typed name. A
 * save, a new name or another kind in between voids the check. The same password may have got a new
 * hash.
 */
async function noteSignIn(tx: Transaction, user: SigningIn, rehashed: string | null, at: Date) {
  const noted = await tx.$executeRaw`
    UPDATE users SET last_sign_in_at = ${at},
      foreign_scheme = CASE WHEN ${rehashed}::text IS NULL OR password_hash <> ${user.passwordHash} THEN foreign_scheme END,
      password_hash = CASE WHEN password_hash = ${user.passwordHash} THEN coalesce(${rehashed}, password_hash) ELSE password_hash END
    WHERE id = ${user.id}::uuid AND password_id IS NOT DISTINCT FROM ${user.passwordId}::uuid
      AND username = ${user.username} AND kind = ${user.kind}
      AND must_change_password = ${user.mustChangePassword} AND sign_in_method = ${user.signInMethod}
      AND status = 'active' AND deleted_at IS NULL AND password_blocked_at IS NULL`
  if (noted === 0) throw new Problem('sign-in-failed')
}

/**
 * Only while the temporary password still lives: one that was cancelled meanwhile opens nothing.
 * Lock the user before reading, because a statement that waits for a lock sees an old state of
 * other tables.
 */
async function noteTemporary(tx: Transaction, userId: string, temporaryId: string, at: Date) {
  const noted = await tx.$executeRaw`
    UPDATE users SET last_sign_in_at = ${at}
    WHERE id = ${userId}::uuid AND status = 'active' AND deleted_at IS NULL
      AND sign_in_method = 'password'`
  const living = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM resets WHERE id = ${temporaryId}::uuid AND ${livingAt(at)}`
  if (noted === 0 || living.length === 0) throw new Problem('sign-in-failed')
}
