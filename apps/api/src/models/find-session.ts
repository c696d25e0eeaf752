import type { Permission } from '@rekey/contracts/permissions'
import type { SessionOpener } from '@rekey/contracts/sessions'
import type { Settings } from '@rekey/contracts/settings'
import type { Deps } from '../deps.ts'
import { minute } from '../lib/clock.ts'
import { type Sql, sql } from '../lib/database.ts'
import { hasFactor } from './factor-proofs.ts'
import { factorDueAt, isAnyRequired, type RequiredSince } from './factor-rules.ts'
import { mayUseConsolePassword, type SignsInBy } from './may-use-console-password.ts'
import { opensConsole } from './opens-console.ts'
import { type Client, hashSecret, isLivingAt, permissionsIn } from './sessions.ts'
import { type SessionUser, sessionUserColumns } from './users.ts'

/**
 * Last seen is written at most this often, since writing a row in every call would be the slowest
 * step.
 */
const touchEvery = minute

type SessionRow = SignsInBy & {
  sessionId: string
  client: Client
  openedBy: SessionOpener
  mustChangePassword: boolean
  resetId: string | null
  createdAt: Date
  authenticatedAt: Date | null
  factorProvedAt: Date | null
  lastSeenAt: Date
  userCreatedAt: Date
  lacksFactor: boolean
}

/** The signed-in user, how they signed in, and when. */
export type LivingSession = {
  readonly sessionId: string
  /** The user, to whom the audit log attributes what is done. */
  readonly actorId: string
  readonly client: Client
  readonly openedBy: SessionOpener
  /** True: the session may only set a new password or sign out. */
  readonly mustChangePassword: boolean
  /** The temporary password that opened the session. */
  readonly resetId: string | null
  readonly createdAt: Date
  /** When the person last proved who they are; null: their provider doesn't say. */
  readonly authenticatedAt: Date | null
  /** When they last proved a second factor here; null: not in this session. */
  readonly factorProvedAt: Date | null
  /** True: a second factor is required, and the session may only add one. */
  readonly mustAddFactor: boolean
  readonly user: Omit<SessionUser, 'permissions'>
  readonly permissions: readonly Permission[]
}

type FindingDeps = Pick<Deps, 'db' | 'clock' | 'settings'>

/** The living session of a cookie, if its user may still sign in; records that it was seen. */
export const findBrowserSession = (
  deps: FindingDeps,
  secret: string,
): Promise<LivingSession | null> => findSession(deps, sql`secret_hash = ${hashSecret(secret)}`)

/**
 * The living session of a genuine access token. It is read from the database, so signing out and
 * deactivating work at once, not when the token expires.
 */
export const findAppSession = (
  deps: FindingDeps,
  { sid, sub }: { readonly sid: string; readonly sub: string },
): Promise<LivingSession | null> =>
  findSession(deps, sql`session.id = ${sid}::uuid AND user_id = ${sub}::uuid AND client = 'app'`)

async function findSession(
  { db, clock, settings }: FindingDeps,
  which: Sql,
): Promise<LivingSession | null> {
  const now = clock.now()
  const current = await settings.current()
  const lacksFactor = isAnyRequired(current) ? sql`NOT ${hasFactor(sql`owner.id`)}` : sql`false`
  const [row] = await db.$queryRaw<(SessionUser & SessionRow)[]>`
    SELECT session.id AS "sessionId", client, session.created_at AS "createdAt",
      authenticated_at AS "authenticatedAt", factor_proved_at AS "factorProvedAt",
      owner.created_at AS "userCreatedAt", ${lacksFactor} AS "lacksFactor",
      last_seen_at AS "lastSeenAt", session.must_change_password AS "mustChangePassword",
      session.reset_id AS "resetId", opened_by AS "openedBy", sign_in_method AS "signInMethod",
      ${opensConsole(sql`owner`)} AS "opensConsole", ${sessionUserColumns}
    FROM sessions session JOIN users owner ON owner.id = session.user_id
    WHERE ${which} AND status = 'active' AND deleted_at IS NULL AND ${isLivingAt(now)}
      AND NOT EXISTS (SELECT 1 FROM resets WHERE id = session.reset_id AND ended_at IS NOT NULL)`
  if (!row || !isOpenTo(row, current)) return null
  if (now.getTime() - row.lastSeenAt.getTime() >= touchEvery) {
    await db.session.updateMany({ where: { id: row.sessionId }, data: { lastSeenAt: now } })
  }
  const mustAddFactor =
    row.lacksFactor && isOverdue(row, current, await settings.requiredSince(), now)
  return toLivingSession(row, mustAddFactor)
}

/** An identity provider asks for second factors of its own. */
function isOverdue(
  { kind, opensConsole, openedBy, userCreatedAt: createdAt }: SessionUser & SessionRow,
  settings: Settings,
  since: RequiredSince,
  now: Date,
): boolean {
  if (openedBy === 'sso') return false
  const dueAt = factorDueAt(settings, since, { kind, opensConsole, createdAt })
  return dueAt !== null && dueAt <= now
}

function toLivingSession(row: SessionUser & SessionRow, mustAddFactor: boolean): LivingSession {
  const { sessionId, client, openedBy, mustChangePassword, resetId, createdAt } = row
  const { authenticatedAt, factorProvedAt } = row
  const { id, username, displayName, kind, role } = row
  return {
    sessionId,
    actorId: id,
    client,
    openedBy,
    mustChangePassword,
    resetId,
    createdAt,
    authenticatedAt,
    factorProvedAt,
    mustAddFactor,
    user: { id, username, displayName, kind, role },
    permissions: permissionsIn(client, row.permissions),
  }
}

/**
 * A session that a console password opened is valid only for the console in a browser. It gets no
 * app token, so no other system accepts it, and it counts only while its user may use that
 * password.
 */
const isOpenTo = ({ openedBy, ...user }: SessionRow, settings: Settings) =>
  openedBy !== 'console-password' || mayUseConsolePassword(user, settings)
