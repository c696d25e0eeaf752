import type { SessionOpener, signIn } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import type { Input } from '../../http/routes.ts'
import { type Sql, type Statements, sql, type Transaction } from '../../lib/database.ts'
import { type AuditEntry, recording } from '../../models/audit.ts'
import { type IssuedSession, makeSession } from '../../models/issue-session.ts'
import type { RightPassword } from '../../models/password-check.ts'
import { livingAt } from '../../models/resets.ts'
import { endingSessionOf } from '../../models/sessions.ts'
import { holdSettings } from '../../models/settings.ts'
import type { SigningIn } from '../../models/users.ts'

type Start = {
  /** As they were when the password was checked. */
  readonly user: SigningIn
  readonly check: RightPassword
  /** A hash of ours that replaces a foreign one. */
  readonly rehashed: string | null
  readonly openedBy: SessionOpener
  readonly mustChangePassword: boolean
}

/**
 * Starts a session after a right password, if the user is still as they were. Mostly that is one
 * statement, since the cores are needed for hashing.
 * @throws Problem sign-in-failed
 */
export async function startSession(
  deps: Deps,
  start: Start,
  input: Input<typeof signIn>,
): Promise<IssuedSession> {
  const at = deps.clock.now()
  const { user, rehashed, openedBy } = start
  const { temporaryId } = start.check
  if (openedBy === 'password') {
    return store(deps.driver, deps, start, notingSignIn(user, rehashed, at), at, input)
  }
  return deps.db.$transaction(async (tx) => {
    if (openedBy === 'console-password') await requireConsolePasswords(tx)
    const noting = temporaryId
      ? await noteTemporary(tx, user.id, temporaryId, at)
      : notingSignIn(user, rehashed, at)
    return store(tx, deps, start, noting, at, input)
  })
}

/**
 * The try is given back, the session of the cookie ends, and the new one starts, or nothing happens.
 * The user's row comes first, as in every other path, so that a save beside it can't deadlock.
 * @param noting SQL: gives a row if the user is still as they were
 */
async function store(
  tx: Statements,
  { keys }: Deps,
  { user, check, openedBy, mustChangePassword }: Start,
  noting: Sql,
  at: Date,
  input: Input<typeof signIn>,
): Promise<IssuedSession> {
  const { cookies, device, body } = input
  const { client = 'browser' } = body
  const { temporaryId: resetId } = check
  const given = { userId: user.id, client, openedBy, mustChangePassword, resetId, device, at }
  const { issued, inserting } = makeSession(keys, given)
  const isNoted = sql`EXISTS (SELECT FROM noted)`
  const replaced = client === 'browser' ? cookies.session : undefined
  const event = startedEvent(user, openedBy, issued, at, input)
  const noted = await tx.$queryRaw<unknown[]>`
    WITH noted AS (${noting}),
    given_back AS (${check.givingBack} AND ${isNoted}),
    replaced AS (${endingSessionOf(replaced)} AND ${isNoted}),
    started AS (${inserting(isNoted)}),
    ${recording([event], { condition: isNoted })}
    SELECT 1 FROM noted`
  if (noted.length === 0) throw new Problem('sign-in-failed')
  return issued
}

function startedEvent(
  { id: userId, username }: SigningIn,
  openedBy: SessionOpener,
  { id: sessionId, client }: IssuedSession,
  at: Date,
  { device, ip, requestId }: Input<typeof signIn>,
): AuditEntry {
  const method = openedBy === 'password' ? {} : { method: openedBy }
  return {
    action: 'session.started',
    at,
    actorId: userId,
    userId,
    requestId,
    details: { sessionId, device, client, ...method },
    personal: { ip, username },
  }
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
 * SQL: only while the checked password is still the user's, and the user still has the typed name. A
 * save, a new name or another kind in between voids the check. The same password may have got a new
 * hash.
 */
const notingSignIn = (user: SigningIn, rehashed: string | null, at: Date): Sql => sql`
  UPDATE users SET last_sign_in_at = ${at},
    foreign_scheme = CASE WHEN ${rehashed}::text IS NULL OR password_hash <> ${user.passwordHash} THEN foreign_scheme END,
    password_hash = CASE WHEN password_hash = ${user.passwordHash} THEN coalesce(${rehashed}, password_hash) ELSE password_hash END
  WHERE id = ${user.id}::uuid AND password_id IS NOT DISTINCT FROM ${user.passwordId}::uuid
    AND username = ${user.username} AND kind = ${user.kind}
    AND must_change_password = ${user.mustChangePassword} AND sign_in_method = ${user.signInMethod}
    AND status = 'active' AND deleted_at IS NULL AND password_blocked_at IS NULL
  RETURNING id`

/**
 * SQL: only while the temporary password still lives: one that was cancelled meanwhile opens
 * nothing. The user is locked before that is read, because a statement that waits for a lock sees an
 * old state of other tables.
 */
async function noteTemporary(
  tx: Statements,
  userId: string,
  temporaryId: string,
  at: Date,
): Promise<Sql> {
  const isUsable = sql`
    users.id = ${userId}::uuid AND status = 'active' AND deleted_at IS NULL
      AND sign_in_method = 'password'`
  await tx.$executeRaw`UPDATE users SET last_sign_in_at = ${at} WHERE ${isUsable}`
  return sql`
    SELECT 1 FROM users JOIN resets ON user_id = users.id
    WHERE ${isUsable} AND resets.id = ${temporaryId}::uuid AND ${livingAt(at)}`
}
