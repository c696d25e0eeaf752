import type { Prisma } from '../generated/prisma/client.ts'
import { type Sql, sql, type Transaction } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'

/** The life of a reset: whether it lives, and how it ends. No other file writes `ended_at`. */

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
 * SQL: the columns of a living reset that ends if the condition holds, as when a last try is used.
 */
export const endingWhen = (condition: Sql, reason: EndReason, at: Date): Sql => sql`
  ended_at = CASE WHEN ${condition} THEN ${at}::timestamptz END,
  end_reason = CASE WHEN ${condition} THEN ${reason} END`

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
