import { createHash } from 'node:crypto'
import { isForConsoleOnly, isOffered, type Permission } from '@rekey/contracts/permissions'
import type { SessionOpener } from '@rekey/contracts/sessions'
import type { Settings } from '@rekey/contracts/settings'
import type { Deps } from '../deps.ts'
import { later, minute } from '../lib/clock.ts'
import { type Database, type Sql, sql, type Transaction } from '../lib/database.ts'
import { mayUseConsolePassword, type SignsInBy } from './may-use-console-password.ts'
import { opensConsole } from './opens-console.ts'
import { type SessionUser, sessionUserColumns } from './users.ts'

/** `browser`: a secret in a cookie. `app`: an access token, and a refresh token that renews it. */
export type Client = 'browser' | 'app'

/** A browser session ends after half an hour without a call, whatever else. */
export const idleMinutes = 30

/** Last seen is written at most this often: a row changed by every call would be the slowest thing. */
const touchEvery = minute

type SessionRow = SignsInBy & {
  sessionId: string
  client: Client
  openedBy: SessionOpener
  mustChangePassword: boolean
  resetId: string | null
  createdAt: Date
  authenticatedAt: Date | null
  lastSeenAt: Date
}

/** Who is signed in, with what, and since when. */
export type LivingSession = {
  readonly sessionId: string
  readonly client: Client
  readonly openedBy: SessionOpener
  /** True: it may only set a new password or sign out. */
  readonly mustChangePassword: boolean
  /** The temporary password that opened it. */
  readonly resetId: string | null
  readonly createdAt: Date
  /** When the person last proved who they are; null: their provider doesn't say. */
  readonly authenticatedAt: Date | null
  readonly user: Omit<SessionUser, 'permissions'>
  readonly permissions: readonly Permission[]
}

/** What a user's session carries: of what roles can hold today, in an app nothing of the console's. */
export const permissionsIn = (client: Client, permissions: readonly Permission[]): Permission[] =>
  permissions
    .filter(isOffered)
    .filter((permission) => client === 'browser' || !isForConsoleOnly(permission))

type FindingDeps = Pick<Deps, 'db' | 'clock' | 'settings'>

/** The living session of a cookie, of a user who may still sign in; notes that it was seen. */
export const findBrowserSession = (
  deps: FindingDeps,
  secret: string,
): Promise<LivingSession | null> => findSession(deps, sql`secret_hash = ${hashSecret(secret)}`)

/** Likewise of a genuine access token: signing out and deactivating count at once, not at its end. */
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
  const [row] = await db.$queryRaw<(SessionUser & SessionRow)[]>`
    SELECT session.id AS "sessionId", client, session.created_at AS "createdAt",
      authenticated_at AS "authenticatedAt",
      last_seen_at AS "lastSeenAt", session.must_change_password AS "mustChangePassword",
      session.reset_id AS "resetId", opened_by AS "openedBy", sign_in_method AS "signInMethod",
      ${opensConsole(sql`owner`)} AS "opensConsole", ${sessionUserColumns}
    FROM sessions session JOIN users owner ON owner.id = session.user_id
    WHERE ${which} AND status = 'active' AND deleted_at IS NULL AND ${isLivingAt(now)}
      AND NOT EXISTS (SELECT 1 FROM resets WHERE id = session.reset_id AND ended_at IS NOT NULL)`
  if (!row || !isOpenTo(row, await settings.current())) return null
  if (now.getTime() - row.lastSeenAt.getTime() >= touchEvery) {
    await db.session.updateMany({ where: { id: row.sessionId }, data: { lastSeenAt: now } })
  }
  return toLivingSession(row)
}

function toLivingSession(row: SessionUser & SessionRow): LivingSession {
  const { sessionId, client, openedBy, mustChangePassword, resetId, createdAt, authenticatedAt } =
    row
  const { id, username, displayName, kind, role } = row
  return {
    sessionId,
    client,
    openedBy,
    mustChangePassword,
    resetId,
    createdAt,
    authenticatedAt,
    user: { id, username, displayName, kind, role },
    permissions: permissionsIn(client, row.permissions),
  }
}

/**
 * A session that a console password opened is for the console in a browser and for nothing else: no
 * app token comes of it, so no other system ever learns of it, and it counts only while its user
 * may still use that password.
 */
const isOpenTo = ({ openedBy, ...user }: SessionRow, settings: Settings) =>
  openedBy !== 'console-password' || mayUseConsolePassword(user, settings)

/** Ends sessions of a user. @returns how many */
export async function endSessions(
  tx: Database | Transaction,
  userId: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  const id = which.only ? { id: which.only } : which.except ? { id: { not: which.except } } : {}
  const { count } = await tx.session.deleteMany({ where: { userId, ...id } })
  return count
}

/** Ends the session of a cookie, whosever it is: who signs in anew leaves none behind (ASVS 7.2.4). */
export async function endSessionOf(tx: Transaction, secret: string): Promise<void> {
  await tx.session.deleteMany({ where: { secretHash: hashSecret(secret) } })
}

/** What a user's devices have proved so far is void: who stole one gains nothing by it. */
export async function voidDevices(tx: Transaction, userId: string, at: Date): Promise<void> {
  await tx.user.update({
    where: { id: userId },
    data: { devicesVoidBefore: at },
    select: { id: true },
  })
}

/** Sessions that are not over at this time: only a browser's ends by being idle. */
export const livingAt = (at: Date) => ({
  expiresAt: { gt: at },
  NOT: { client: 'browser', lastSeenAt: { lte: later(at, -idleMinutes * minute) } },
})

/** The same in SQL, of the columns of `sessions`. */
export const isLivingAt = (at: Date): Sql => sql`
  (expires_at > ${at} AND (client = 'app' OR last_seen_at > ${later(at, -idleMinutes * minute)}))`

/** 256 random bits need no salt. */
export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest()
