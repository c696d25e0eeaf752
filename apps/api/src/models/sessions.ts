import { createHash } from 'node:crypto'
import { isForConsoleOnly, isOffered, type Permission } from '@rekey/contracts/permissions'
import { later, minute } from '../lib/clock.ts'
import { type Database, type Sql, sql, type Transaction } from '../lib/database.ts'

/** `browser`: a secret in a cookie. `app`: an access token, and a refresh token that renews it. */
export type Client = 'browser' | 'app'

/** A browser session ends when it is idle (without a call) for half an hour. */
export const idleMinutes = 30

/**
 * The permissions of a session: only those that roles can hold today, and in an app no console
 * permissions.
 */
export const permissionsIn = (client: Client, permissions: readonly Permission[]): Permission[] =>
  permissions
    .filter(isOffered)
    .filter((permission) => client === 'browser' || !isForConsoleOnly(permission))

/** From now on, acts that need a recent second factor are allowed for some minutes. */
export const noteFactorProved = (tx: Transaction, sessionId: string, at: Date) =>
  tx.session.updateMany({ where: { id: sessionId }, data: { factorProvedAt: at } })

/**
 * SQL: ends sign-ins whose second factor is missing. Use it wherever all sessions of users end, or
 * the password that was typed. Lock the users first.
 * @param whose a condition on `user_id`
 */
export const endingChallenges = (whose: Sql): Sql =>
  sql`DELETE FROM sign_in_challenges WHERE ${whose}`

/**
 * Ends sessions of a user, and with more than one also what would open another. @returns how many
 */
export async function endSessions(
  tx: Database | Transaction,
  userId: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  const id = which.only ? { id: which.only } : which.except ? { id: { not: which.except } } : {}
  if (!which.only) await tx.$executeRaw(endingChallenges(sql`user_id = ${userId}::uuid`))
  const { count } = await tx.session.deleteMany({ where: { userId, ...id } })
  return count
}

/**
 * SQL: ends the session of a cookie, whichever user it belongs to, so that a new sign-in leaves no
 * old session (ASVS 7.2.4). Without a cookie, the same statement ends nothing. It ends with a
 * condition, to which the caller may add.
 */
export const endingSessionOf = (secret: string | undefined): Sql => sql`
  DELETE FROM sessions
  WHERE secret_hash = ${secret === undefined ? null : hashSecret(secret)}::bytea`

/**
 * Voids everything that the user's devices have proved so far, so that a stolen device cookie is
 * worthless.
 */
export async function voidDevices(tx: Transaction, userId: string, at: Date): Promise<void> {
  await tx.user.update({
    where: { id: userId },
    data: { devicesVoidBefore: at },
    select: { id: true },
  })
}

/** Sessions that haven't ended at this time. Only a browser session ends by being idle. */
export const livingAt = (at: Date) => ({
  expiresAt: { gt: at },
  NOT: { client: 'browser' as const, lastSeenAt: { lte: later(at, -idleMinutes * minute) } },
})

/** SQL: the same condition on the columns of `sessions`. */
export const isLivingAt = (at: Date): Sql => sql`
  (expires_at > ${at} AND (client = 'app' OR last_seen_at > ${later(at, -idleMinutes * minute)}))`

/** 256 random bits need no salt. */
export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest()
