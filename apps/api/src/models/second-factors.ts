import type { FactorMethod } from '@rekey/contracts/second-factor-fields'
import type { SecondFactor as Shown } from '@rekey/contracts/second-factors'
import type { SecondFactor } from '../generated/prisma/client.ts'
import { type Database, type Sql, type Statements, sql, type Transaction } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'

/** Authenticator apps and passkeys. No other file writes `second_factors`. */

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
const countingOf = (userId: Sql): Sql => sql`
  FROM second_factors WHERE user_id = ${userId} AND confirmed_at IS NOT NULL`

/** SQL: whether a user has a second factor. */
export const hasFactor = (userId: Sql): Sql => sql`EXISTS (SELECT ${countingOf(userId)})`

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

export async function findFactors(db: Database | Transaction, userId: string): Promise<Factors> {
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

/** Oldest first. */
export async function listFactors(
  db: Database | Transaction,
  userId: string,
): Promise<readonly Shown[]> {
  const rows = await db.secondFactor.findMany({
    where: { userId, confirmedAt: { not: null } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(showFactor)
}

export const showFactor = ({
  id,
  type,
  name,
  createdAt,
  lastUsedAt,
}: Pick<SecondFactor, 'id' | 'type' | 'name' | 'createdAt' | 'lastUsedAt'>): Shown => ({
  id,
  type,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
})

/** The sealed text names the user, so a row that is copied to another user proves nothing. */
export const sealTotpSecret = (keys: Keyring, userId: string, secret: string): string =>
  keys.seal('totp-secret', `${userId}:${secret}`)

/** Null: the server key is gone, or the row belongs to another user. */
export function unsealTotpSecret(
  keys: Keyring,
  { userId, sealedSecret }: Pick<SecondFactor, 'userId' | 'sealedSecret'>,
): string | null {
  const [owner, secret] =
    (sealedSecret && keys.unseal('totp-secret', sealedSecret)?.split(':')) || []
  return owner === userId && secret !== undefined ? secret : null
}

/** Locks the user, so that parallel changes of their second factors come one after the other. */
export async function holdFactors(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
}

/**
 * Uses the code of a time step up. Of parallel tries, one wins; a code that is older than the newest
 * one is never good again. Lock the user first.
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

/**
 * "This wasn't me": the second factor proves nothing any more. The user still has one, so a mailbox
 * alone opens nothing.
 */
export async function disownFactor(
  tx: Transaction,
  userId: string,
  id: string,
  at: Date,
): Promise<void> {
  const where = { id, userId, disownedAt: null }
  await tx.secondFactor.updateMany({ where, data: { disownedAt: at } })
}

/** An authenticator app that doesn't count before it is confirmed; it replaces an earlier one. */
export async function keepPendingTotp(
  tx: Transaction,
  keys: Keyring,
  { userId, name, secret, at }: { userId: string; name: string; secret: string; at: Date },
): Promise<string> {
  await tx.secondFactor.deleteMany({ where: { userId, confirmedAt: null } })
  const sealedSecret = sealTotpSecret(keys, userId, secret)
  const { id } = await tx.secondFactor.create({
    data: { userId, type: 'totp', name, sealedSecret, createdAt: at },
    select: { id: true },
  })
  return id
}

export const findPendingTotp = (db: Database, userId: string, id: string) =>
  db.secondFactor.findFirst({ where: { id, userId, type: 'totp', confirmedAt: null } })

/** @returns false: it was confirmed or replaced meanwhile */
export async function confirmPendingTotp(
  tx: Transaction,
  id: string,
  step: number,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.secondFactor.updateMany({
    where: { id, confirmedAt: null },
    data: { confirmedAt: at, lastStep: step, lastUsedAt: at },
  })
  return count === 1
}

type NewPasskey = Pick<SecondFactor, 'userId' | 'name' | 'counter' | 'transports'> & {
  readonly credentialId: string
  readonly publicKey: Uint8Array<ArrayBuffer>
}

/** @returns null: this passkey is somebody's already */
export async function keepPasskey(
  tx: Transaction,
  passkey: NewPasskey,
  at: Date,
): Promise<SecondFactor | null> {
  const { count } = await tx.secondFactor.createMany({
    data: { ...passkey, type: 'passkey', createdAt: at, confirmedAt: at },
    skipDuplicates: true,
  })
  const { credentialId } = passkey
  return count === 0 ? null : tx.secondFactor.findUnique({ where: { credentialId } })
}

/** @returns null: this user has no such second factor */
export async function renameFactor(
  tx: Transaction,
  userId: string,
  id: string,
  name: string,
): Promise<SecondFactor | null> {
  const where = { id, userId, confirmedAt: { not: null } }
  await tx.secondFactor.updateMany({ where, data: { name } })
  return tx.secondFactor.findFirst({ where })
}

/** @returns what was removed; null: this user has no such second factor */
export async function removeFactor(
  tx: Transaction,
  userId: string,
  id: string,
): Promise<SecondFactor | null> {
  const factor = await tx.secondFactor.findFirst({ where: { id, userId } })
  if (factor) await tx.secondFactor.delete({ where: { id }, select: { id: true } })
  return factor
}

export const countFactors = (tx: Database | Transaction, userId: string): Promise<number> =>
  tx.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })

/** How many of each kind a user has. */
export async function countProofs(db: Database, userId: string) {
  const [counted] = await db.$queryRaw<[Counted]>`
    SELECT count(*) FILTER (WHERE type = 'totp')::int AS totp,
      count(*) FILTER (WHERE type = 'passkey')::int AS passkeys,
      (SELECT count(*)::int FROM recovery_codes
        WHERE user_id = ${userId}::uuid AND used_at IS NULL) AS "recoveryCodesLeft"
    ${countingOf(sql`${userId}::uuid`)}`
  return counted
}

type Counted = {
  readonly totp: number
  readonly passkeys: number
  readonly recoveryCodesLeft: number
}

/** All that a user can prove a second factor with, and what waits for a proof. */
export async function forgetFactors(tx: Transaction, userId: string): Promise<void> {
  await tx.secondFactor.deleteMany({ where: { userId } })
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await tx.signInChallenge.deleteMany({ where: { userId } })
}

/**
 * Reseals every secret of an authenticator app that is sealed with an older server key.
 * @returns how many were resealed, and how many can't be read
 */
export async function resealTotpSecrets(db: Database, keys: Keyring) {
  const rows = await db.secondFactor.findMany({
    where: {
      sealedSecret: { not: null },
      NOT: { sealedSecret: { startsWith: `${keys.currentId}:` } },
    },
    select: { id: true, userId: true, sealedSecret: true },
  })
  let [resealed, unreadable] = [0, 0]
  for (const row of rows) {
    const secret = unsealTotpSecret(keys, row)
    if (secret === null) unreadable += 1
    else {
      const data = { sealedSecret: sealTotpSecret(keys, row.userId, secret) }
      resealed += (await db.secondFactor.updateMany({ where: { id: row.id }, data })).count
    }
  }
  return { resealed, unreadable }
}
