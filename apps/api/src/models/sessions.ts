import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Permission } from '@rekey/contracts/permissions'
import type { Deps } from '../deps.ts'
import { hour, later, minute } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'
import { type SessionUser, sessionUserColumns } from './users.ts'

/** A browser session ends after half an hour without a call, and after twelve hours in any case. */
export const idleMinutes = 30
const maximumHours = 12
export const maximumSeconds = maximumHours * 3_600

/** Last seen is written at most this often: a row changed by every call would be the slowest thing. */
const touchEvery = minute

type SessionRow = { sessionId: string; createdAt: Date; lastSeenAt: Date }

/** Who is signed in, and since when. */
export type LivingSession = {
  readonly sessionId: string
  readonly createdAt: Date
  readonly user: Omit<SessionUser, 'permissions'>
  readonly permissions: readonly Permission[]
}

/** Makes a session. The secret goes into the cookie; the row keeps its SHA-256 (256 random bits need no salt). */
export async function issueSession(
  tx: Transaction,
  { userId, device, at }: { userId: string; device: string | null; at: Date },
): Promise<{ id: string; secret: string }> {
  const secret = randomBytes(32).toString('base64url')
  const id = randomUUID()
  await tx.session.create({
    data: {
      id,
      userId,
      secretHash: hashed(secret),
      client: 'browser',
      device,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: later(at, maximumHours * hour),
    },
    select: { id: true },
  })
  return { id, secret }
}

/** The living session of a cookie, of a user who may still sign in; notes that it was seen. */
export async function findSession(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  secret: string,
): Promise<LivingSession | null> {
  const now = clock.now()
  const [row] = await db.$queryRaw<(SessionUser & SessionRow)[]>`
    SELECT session.id AS "sessionId", session.created_at AS "createdAt", last_seen_at AS "lastSeenAt",
      ${sessionUserColumns}
    FROM sessions session JOIN users owner ON owner.id = session.user_id
    WHERE secret_hash = ${hashed(secret)} AND status = 'active' AND deleted_at IS NULL
      AND expires_at > ${now} AND last_seen_at > ${later(now, -idleMinutes * minute)}`
  if (!row) return null
  const { sessionId, createdAt, lastSeenAt, permissions, ...user } = row
  if (now.getTime() - lastSeenAt.getTime() >= touchEvery) {
    await db.session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: now } })
  }
  return { sessionId, createdAt, user, permissions }
}

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
  await tx.session.deleteMany({ where: { secretHash: hashed(secret) } })
}

/** What a user's devices have proved so far is void: who stole one gains nothing by it. */
export async function voidDevices(tx: Transaction, userId: string, at: Date): Promise<void> {
  await tx.user.update({
    where: { id: userId },
    data: { devicesVoidBefore: at },
    select: { id: true },
  })
}

/** Sessions that are not over at this time. */
export const livingAt = (at: Date) => ({
  expiresAt: { gt: at },
  lastSeenAt: { gt: later(at, -idleMinutes * minute) },
})

const hashed = (secret: string) => createHash('sha256').update(secret).digest()
