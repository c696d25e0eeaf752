import type { FactorMethod } from '@rekey/contracts/second-factor-fields'
import type { SecondFactor as Shown } from '@rekey/contracts/second-factors'
import { type Database, type Sql, sql, type Transaction } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'

/** What can prove a user's second factor, and how a proof is used up. */

/**
 * Wrong codes of authenticator apps since the last right one, after which none is accepted (NIST SP
 * 800-63B-4, 3.2.2). Passkeys and recovery codes can't be guessed, so they still are, and end this.
 */
const wrongCodesAllowed = 100

/** Whether a user has second factors, and what can prove one now. */
export type Factors = {
  /** True even if nothing can prove it, for example because the only one was disowned. */
  readonly isSet: boolean
  /** Passkeys first. */
  readonly methods: readonly FactorMethod[]
}

/** SQL: the user's second factors that count, whether or not they can prove something. */
export const countingOf = (userId: Sql): Sql => sql`
  FROM second_factors WHERE user_id = ${userId} AND confirmed_at IS NOT NULL`

/** SQL: whether a user has a second factor. */
export const hasFactor = (userId: Sql): Sql => sql`EXISTS (SELECT ${countingOf(userId)})`

/**
 * SQL: whether a row of `users` has a password, or signs in here with a passkey in its place: one
 * that verifies its user. Such a user isn't invited to make a first password.
 */
export const hasPasswordOrPasskey = (user: Sql): Sql => sql`
  (${user}.password_hash IS NOT NULL OR (${user}.sign_in_method = 'password' AND EXISTS (
    SELECT ${countingOf(sql`${user}.id`)} AND disowned_at IS NULL AND verifies_user)))`

/** SQL: the `Factors` of `users owner`. */
export const factorsOf = (): Sql => sql`
  json_build_object('isSet', ${hasFactor(sql`owner.id`)}, 'methods', array_remove(ARRAY[
    CASE WHEN EXISTS (SELECT ${countingOf(sql`owner.id`)} AND disowned_at IS NULL
      AND type = 'passkey') THEN 'passkey' END,
    CASE WHEN wrong_factor_codes < ${wrongCodesAllowed} AND EXISTS (
      SELECT ${countingOf(sql`owner.id`)} AND disowned_at IS NULL AND type = 'totp')
      THEN 'totp' END,
    CASE WHEN EXISTS (SELECT FROM recovery_codes WHERE user_id = owner.id AND used_at IS NULL)
      AND ${hasFactor(sql`owner.id`)} THEN 'recovery-code' END
  ], NULL))`

/**
 * Whether a user who signs in here could no longer do so: no password, and no passkey in its place.
 */
export async function isLockedOut(tx: Transaction, userId: string): Promise<boolean> {
  const found = await tx.$queryRaw<object[]>`
    SELECT 1 FROM users WHERE id = ${userId}::uuid AND sign_in_method = 'password'
      AND NOT ${hasPasswordOrPasskey(sql`users`)}`
  return found.length > 0
}

export async function findFactors(db: Statements, userId: string): Promise<Factors> {
  const [row] = await db.$queryRaw<{ factors: Factors }[]>`
    SELECT ${factorsOf()} AS factors FROM users owner WHERE id = ${userId}::uuid`
  return row?.factors ?? { isSet: false, methods: [] }
}

/** Those that prove something. */
export const listProving = (db: Database | Transaction, userId: string, type: Shown['type']) =>
  db.secondFactor.findMany({
    where: { userId, type, confirmedAt: { not: null }, disownedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })

/** The passkey that a browser names, if it proves something. */
export const findPasskey = (db: Database, credentialId: string) =>
  db.secondFactor.findFirst({ where: { credentialId, disownedAt: null } })

/** Whether anybody has a passkey that proves something. It finds the first one by an index. */
export const isAnyPasskey = async (db: Database): Promise<boolean> =>
  (await db.secondFactor.findFirst({
    where: { credentialId: { not: null }, disownedAt: null },
    select: { id: true },
  })) !== null

/**
 * Uses the code of a time step up. Of parallel tries, one wins; a code that is older than the
 * newest one is never good again. Lock the user first.
 */
export async function useTotpStep(
  tx: Statements,
  id: string,
  step: number,
  at: Date,
): Promise<boolean> {
  const used = await tx.$executeRaw`
    WITH used AS (
      UPDATE second_factors SET last_step = ${step}, last_used_at = ${at}
      WHERE id = ${id}::uuid AND disowned_at IS NULL AND (last_step IS NULL OR last_step < ${step})
      RETURNING user_id
    )
    UPDATE users SET wrong_factor_codes = 0 WHERE id = (SELECT user_id FROM used)`
  return used === 1
}

/**
 * Accepts a signature whose counter is above the last one. A counter that doesn't grow means that
 * the passkey was copied; passkeys that never count stay at 0 (WebAuthn, 6.1.1).
 */
export async function usePasskey(
  tx: Statements,
  id: string,
  counter: number,
  at: Date,
): Promise<boolean> {
  const used = await tx.$executeRaw`
    WITH used AS (
      UPDATE second_factors SET counter = ${counter}::bigint, last_used_at = ${at}
      WHERE id = ${id}::uuid AND disowned_at IS NULL
        AND (counter < ${counter}::bigint OR (counter = 0 AND ${counter}::bigint = 0))
      RETURNING user_id
    )
    UPDATE users SET wrong_factor_codes = 0 WHERE id = (SELECT user_id FROM used)`
  return used === 1
}

/** Counts a wrong proof; only codes of authenticator apps can be guessed. */
export async function countWrongFactor(
  db: Database | Transaction,
  userId: string,
  method: FactorMethod,
): Promise<void> {
  await db.$executeRaw`
    UPDATE users SET wrong_factor_codes = wrong_factor_codes + 1
    WHERE id = ${userId}::uuid AND ${method === 'totp'}`
}
