import type { Prisma } from '../generated/prisma/client.ts'
import { type Sql, sql, type Transaction } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import { type Reachable, recoveryAddressesOf } from './mail-addresses.ts'

/** The life of a reset: whether it lives, and how it ends. No other file writes `ended_at`. */

/** Wrong codes that a reset allows: six digits and five tries leave one chance in 200,000. */
export const triesPerReset = 5

/**
 * Refused passwords that a reset allows, each after a right code, so its holder can't probe
 * passwords forever.
 */
const refusalsPerReset = 20

/** Who asked for it: the user themselves, or somebody for them. */
export type ResetOrigin = 'self-service' | 'started'

export type EndReason =
  | 'used'
  | 'replaced'
  | 'expired'
  | 'wrong-codes'
  | 'refused-passwords'
  | 'wrong-factors'
  | 'disowned'
  | 'cancelled'
  | 'mail-failed'

/**
 * SQL: whether a row of `resets` lives now. A reset has no end until its first mail is accepted.
 */
export const livingAt = (now: Date, reset = sql`resets`): Sql => sql`
  (${reset}.ended_at IS NULL AND (${reset}.expires_at IS NULL OR ${reset}.expires_at > ${now}))`

/** The same for Prisma. */
export const living = (now: Date) =>
  ({
    endedAt: null,
    OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
  }) satisfies Prisma.ResetWhereInput

export type Life = { readonly endedAt?: Date | null; readonly expiresAt: Date | null }

/** Whether a row that was read has ended, or has passed its time. */
export const isOver = ({ endedAt = null, expiresAt }: Life, now: Date): boolean =>
  endedAt !== null || (expiresAt !== null && expiresAt <= now)

/**
 * SQL: ends resets, as a statement or as a part of a WITH. A reset that has ended keeps its reason.
 * @param passwordId the password that the reset saved
 */
export const ending = (
  which: Sql,
  reason: EndReason | Sql,
  at: Date,
  passwordId: string | Sql | null = null,
): Sql => sql`
  UPDATE resets SET ended_at = ${at.toISOString()}::timestamptz, end_reason = ${reason},
    password_id = coalesce(${passwordId}::uuid, password_id)
  WHERE ${which} AND ended_at IS NULL`

/**
 * SQL: ends all resets of a user because a password or passkey was saved. It gives `is_used` for
 * the reset that saved it, if that one still lives.
 * @param used the reset that saved it; null: it was saved in another way
 * @param passwordId what it saved; null: no password
 */
export const endingBySave = (
  userId: string,
  used: string | null,
  at: Date,
  passwordId: string | null,
): Sql => {
  const isUsed = sql`id IS NOT DISTINCT FROM ${used}::uuid`
  return sql`
    ${ending(
      sql`user_id = ${userId}::uuid AND (NOT ${isUsed} OR ${livingAt(at)})`,
      sql`CASE WHEN ${isUsed} THEN 'used' ELSE 'replaced' END`,
      at,
      sql`CASE WHEN ${isUsed} THEN ${passwordId} END`,
    )}
    RETURNING id, ${isUsed} AS is_used`
}

/** @param which a condition on `resets` @returns how many ended */
export const endResets = (tx: Statements, which: Sql, reason: EndReason, at: Date) =>
  tx.$executeRaw`${ending(which, reason, at)}`

/**
 * Ends resets because new ones replace them. Those past their time are marked as expired. They are
 * locked in the order of their ids, so that two sets can't deadlock.
 */
export const endReplaced = (tx: Transaction, ids: readonly string[], now: Date) =>
  tx.$executeRaw`${ending(
    sql`id IN (
      SELECT id FROM resets WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE)`,
    sql`CASE WHEN expires_at <= ${now} THEN 'expired' ELSE 'replaced' END`,
    now,
  )}`

/**
 * Uses a reset up that saves no password. Of parallel tries, the one that finds it still living
 * wins. Locks the user first, then the reset.
 */
export async function useReset(
  tx: Statements,
  { id, userId }: { readonly id: string; readonly userId: string },
  at: Date,
): Promise<boolean> {
  const used = await tx.$executeRaw`
    WITH owner AS (SELECT id FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE)
    ${ending(
      sql`id = ${id}::uuid AND user_id = (SELECT id FROM owner) AND ${livingAt(at)}`,
      'used',
      at,
    )}`
  return used === 1
}

/**
 * The owner of a reset, locked, if they are still as the reset found them. A statement that follows
 * sees what others committed while this one waited.
 * @param owner a condition on `users` that selects the user and requires what must hold
 */
export async function holdOwner(tx: Statements, owner: Sql, at: Date): Promise<Reachable | null> {
  const [user] = await tx.$queryRaw<Reachable[]>`
    SELECT kind, username, email_to AS "emailTo",
      ${recoveryAddressesOf(sql`users.id`, at)} AS "recoveryAddresses"
    FROM users WHERE ${owner}
    FOR NO KEY UPDATE`
  return user ?? null
}

/** Locks a reset if it lives. Lock its user first. */
export async function holdReset(tx: Statements, id: string, at: Date): Promise<boolean> {
  const held = await tx.$queryRaw<object[]>`
    SELECT 1 FROM resets WHERE id = ${id}::uuid AND ${livingAt(at)} FOR NO KEY UPDATE`
  return held.length > 0
}

/** Keeps which passkey a reset saved, so that "This wasn't me" finds it. */
export const keepSavedPasskey = (tx: Statements, id: string, factorId: string) =>
  tx.$executeRaw`UPDATE resets SET factor_id = ${factorId}::uuid WHERE id = ${id}::uuid`

/**
 * Uses up a temporary password that has opened a session. The session may last longer than the
 * password and can still save one new password. Of parallel tries, one wins.
 */
export async function useTemporary(
  tx: Transaction,
  { id, passwordId, at }: { id: string; passwordId: string; at: Date },
): Promise<boolean> {
  return (await tx.$executeRaw`${ending(sql`id = ${id}::uuid`, 'used', at, passwordId)}`) === 1
}

/**
 * Counts a typed code; the last wrong one ends the reset. Locks the user first, then the reset.
 * @returns the tries left; null: the reset has ended
 */
export async function countCode(
  db: Statements,
  reset: { readonly id: string; readonly userId: string },
  isRight: boolean,
  now: Date,
): Promise<number | null> {
  const goesOn = sql`${isRight} OR tries_left > 1`
  const [row] = await db.$queryRaw<{ triesLeft: number }[]>`
    WITH owner AS (SELECT id FROM users WHERE id = ${reset.userId}::uuid FOR NO KEY UPDATE),
    judged AS (
      UPDATE resets SET
        tries_left = tries_left - CASE WHEN ${isRight} THEN 0 ELSE 1 END,
        ended_at = CASE WHEN ${goesOn} THEN NULL ELSE ${now}::timestamptz END,
        end_reason = CASE WHEN ${goesOn} THEN NULL ELSE 'wrong-codes' END
      WHERE id = ${reset.id}::uuid AND user_id = (SELECT id FROM owner) AND ${livingAt(now)}
      RETURNING user_id, tries_left
    ),
    counted AS (
      UPDATE users SET wrong_codes = wrong_codes + 1
      WHERE NOT ${isRight} AND id = (SELECT user_id FROM judged)
    )
    SELECT tries_left AS "triesLeft" FROM judged`
  return row?.triesLeft ?? null
}

/**
 * Counts a password that was refused after a right code; the twentieth ends the reset.
 * @returns false: the reset has ended meanwhile
 */
export async function countRefusedPassword(db: Statements, id: string, at: Date): Promise<boolean> {
  const isLast = sql`refused_passwords + 1 >= ${refusalsPerReset}`
  const counted = await db.$executeRaw`
    UPDATE resets SET refused_passwords = refused_passwords + 1,
      ended_at = CASE WHEN ${isLast} THEN ${at}::timestamptz END,
      end_reason = CASE WHEN ${isLast} THEN 'refused-passwords' END
    WHERE id = ${id}::uuid AND ${livingAt(at)}`
  return counted === 1
}

/**
 * Takes one of the five tries at a second factor, before it is judged, so that parallel tries can't
 * outrun the count. Locks the user first, then the reset.
 * @returns the tries left; null: there was none, or the reset has ended
 */
export async function takeFactorTry(
  db: Statements,
  reset: { readonly id: string; readonly userId: string },
  now: Date,
): Promise<number | null> {
  const [row] = await db.$queryRaw<{ triesLeft: number }[]>`
    WITH owner AS (SELECT id FROM users WHERE id = ${reset.userId}::uuid FOR NO KEY UPDATE)
    UPDATE resets SET factor_tries_left = factor_tries_left - 1
    WHERE id = ${reset.id}::uuid AND user_id = (SELECT id FROM owner) AND factor_tries_left > 0
      AND ${livingAt(now)}
    RETURNING factor_tries_left AS "triesLeft"`
  return row?.triesLeft ?? null
}

/** A right second factor gives its try back, and the last wrong one ends the reset. */
export async function settleFactorTry(
  db: Statements,
  { id, triesLeft }: { readonly id: string; readonly triesLeft: number },
  isRight: boolean,
  at: Date,
): Promise<void> {
  if (isRight) {
    await db.$executeRaw`
      UPDATE resets SET factor_tries_left = factor_tries_left + 1 WHERE id = ${id}::uuid`
  } else if (triesLeft === 0) {
    await db.$executeRaw(ending(sql`id = ${id}::uuid`, 'wrong-factors', at))
  }
}

/** Locks resets, in the order of their ids, so that two sets can't deadlock. */
export const holdResets = (tx: Statements, ids: readonly string[]) =>
  tx.$queryRaw`
    SELECT 1 FROM resets WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`

/**
 * Ends those resets whose last mail has failed, because nobody will ever receive their links. A
 * reset that has an end stays: a mail or the operator's CLI has already delivered it.
 */
export const endUnreachable = (tx: Transaction, ids: readonly string[], at: Date) =>
  endResets(
    tx,
    sql`id = ANY(${[...ids]}::uuid[]) AND expires_at IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM messages WHERE reset_id = resets.id
          AND status IN ('queued', 'sending', 'delayed', 'accepted', 'delivered'))`,
    'mail-failed',
    at,
  )
