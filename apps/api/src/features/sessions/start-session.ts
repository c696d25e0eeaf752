import type { Contract } from '@rekey/contracts/route'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import type { Input } from '../../http/routes.ts'
import { type Sql, sql, type Transaction } from '../../lib/database.ts'
import type { Statements } from '../../lib/statements.ts'
import { type AuditEntry, recording } from '../../models/audit.ts'
import { type IssuedSession, makeSession, type NewSession } from '../../models/issue-session.ts'
import { type Client, endingSessionOf } from '../../models/sessions.ts'
import { holdSettings } from '../../models/settings.ts'
import type { SigningIn } from '../../models/users.ts'
import { noteTemporary, notingPasskey, notingSignIn } from './note-sign-in.ts'
import { mustChange, openerOf, type SignedInBy } from './signed-in-by.ts'

type Start = {
  /** As they were when the proof was checked. */
  readonly user: SigningIn
  readonly by: SignedInBy
  /** A hash of ours that replaces a foreign one. */
  readonly rehashed: string | null
}

/** Where a sign-in comes from. */
type From = Pick<Input<Contract>, 'cookies' | 'device' | 'ip' | 'requestId'> & {
  readonly body: { readonly client?: Client | undefined }
}

/**
 * Starts a session after a right password, if the user is still as they were. Mostly that is one
 * statement, since the cores are needed for hashing.
 * @throws Problem sign-in-failed
 */
export async function startSession(deps: Deps, start: Start, from: From): Promise<IssuedSession> {
  const { user, by, rehashed } = start
  if (openerOf(user, by) === 'password') {
    const at = deps.clock.now()
    return store(deps.driver, deps, start, notingSignIn(user, rehashed, at), at, from)
  }
  return deps.db.$transaction((tx) => startSessionIn(tx, deps, start, from))
}

/**
 * The same in a transaction that also uses up what the user proved. The user's row is locked from
 * then on.
 * @throws Problem sign-in-failed
 */
export async function startSessionIn(
  tx: Transaction,
  deps: Deps,
  start: Start,
  from: From,
): Promise<IssuedSession> {
  const at = deps.clock.now()
  if (openerOf(start.user, start.by) === 'console-password') await requireConsolePasswords(tx)
  return store(tx, deps, start, await noting(tx, start, at), at, from)
}

async function noting(tx: Statements, { user, by, rehashed }: Start, at: Date): Promise<Sql> {
  if (by.isPasskeyAlone) return notingPasskey(user, at)
  if (by.temporaryId) return noteTemporary(tx, user.id, by.temporaryId, at)
  return notingSignIn(user, rehashed, at)
}

/**
 * The try is given back, the session of the cookie ends, and the new one starts, or nothing
 * happens. The user's row comes first, as in every other path, so that a save beside it can't
 * deadlock.
 * @param noted SQL: gives a row if the user is still as they were
 */
async function store(
  tx: Statements,
  { keys }: Deps,
  { user, by }: Start,
  noted: Sql,
  at: Date,
  from: From,
): Promise<IssuedSession> {
  const given = sessionOf(user, by, at, from)
  const { issued, inserting } = makeSession(keys, given)
  const isNoted = sql`EXISTS (SELECT FROM noted)`
  const replaced = given.client === 'browser' ? from.cookies.session : undefined
  const event = startedEvent(user, by, issued, at, from)
  const rows = await tx.$queryRaw<unknown[]>`
    WITH noted AS (${noted}),
    given_back AS (${by.givingBack} AND ${isNoted}),
    replaced AS (${endingSessionOf(replaced)} AND ${isNoted}),
    started AS (${inserting(isNoted)}),
    ${recording([event], { condition: isNoted })}
    SELECT 1 FROM noted`
  if (rows.length === 0) throw new Problem('sign-in-failed')
  return issued
}

const sessionOf = (
  user: SigningIn,
  by: SignedInBy,
  at: Date,
  { body: { client = 'browser' }, device }: From,
): NewSession => ({
  userId: user.id,
  client,
  openedBy: openerOf(user, by),
  mustChangePassword: mustChange(user, by),
  resetId: by.temporaryId,
  hasProvedFactor: by.factor !== undefined,
  device,
  at,
})

function startedEvent(
  user: SigningIn,
  by: SignedInBy,
  { id: sessionId, client }: IssuedSession,
  at: Date,
  { device, ip, requestId }: From,
): AuditEntry {
  const { id: userId, username } = user
  const openedBy = openerOf(user, by)
  const method = openedBy === 'password' ? {} : { method: openedBy }
  const factor = by.factor ? { secondFactor: by.factor } : {}
  return {
    action: 'session.started',
    at,
    actorId: userId,
    userId,
    requestId,
    details: { sessionId, device, client, ...method, ...factor },
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
