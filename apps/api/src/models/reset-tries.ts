import { sql } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import { ending, endingWhen, livingAt } from './resets.ts'

/** How many tries a reset allows: at its code, at a new password and at the second factor. */

/** Wrong codes that a reset allows: six digits and five tries leave one chance in 200,000. */
export const triesPerReset = 5

/**
 * Refused passwords that a reset allows, each after a right code, so its holder can't probe
 * passwords forever.
 */
const refusalsPerReset = 20

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
  const [row] = await db.$queryRaw<{ triesLeft: number }[]>`
    WITH owner AS (SELECT id FROM users WHERE id = ${reset.userId}::uuid FOR NO KEY UPDATE),
    judged AS (
      UPDATE resets SET
        tries_left = tries_left - CASE WHEN ${isRight} THEN 0 ELSE 1 END,
        ${endingWhen(sql`NOT ${isRight} AND tries_left <= 1`, 'wrong-codes', now)}
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
  const counted = await db.$executeRaw`
    UPDATE resets SET refused_passwords = refused_passwords + 1,
      ${endingWhen(sql`refused_passwords + 1 >= ${refusalsPerReset}`, 'refused-passwords', at)}
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
