import { createHmac, randomBytes } from 'node:crypto'
import { recoveryCodeCount } from '@rekey/contracts/second-factors'
import { normaliseTemporaryPassword } from '@rekey/contracts/typed-secrets'
import type { Database, Transaction } from '../lib/database.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import type { Statements } from '../lib/statements.ts'
import { resealRows, sealedBefore } from './reseal-rows.ts'
import { crockford } from './reset-secrets.ts'

/** 80 bits: nobody can guess one, or find one by its HMAC. */
const codeBytes = 10

/**
 * Makes new codes; all earlier ones end. The database holds an HMAC of each, sealed by a server
 * key. So a stolen database reveals nothing about them, and they survive a rotation of the keys.
 * @returns the codes, which are shown once
 */
export async function issueRecoveryCodes(
  tx: Transaction,
  keys: Keyring,
  userId: string,
  at: Date,
): Promise<string[]> {
  await tx.recoveryCode.deleteMany({ where: { userId } })
  const codes = Array.from({ length: recoveryCodeCount }, () => crockford(randomBytes(codeBytes)))
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({
      userId,
      sealed: keys.seal('recovery-code', digestOf(userId, code)),
      createdAt: at,
    })),
  })
  return codes.map((code) => code.replace(/(.{4})(?!$)/g, '$1-'))
}

/** @param since when those that end were made; left out: at any time */
export const endRecoveryCodes = (tx: Transaction, userId: string, since = new Date(0)) =>
  tx.recoveryCode.deleteMany({ where: { userId, createdAt: { gte: since } } })

export const countRecoveryCodes = (db: Database | Transaction, userId: string) =>
  db.recoveryCode.count({ where: { userId, usedAt: null } })

/** The unused code that was typed; null: none. It compares with all of them. */
export async function findRecoveryCode(
  db: Database,
  keys: Keyring,
  userId: string,
  typed: string,
): Promise<string | null> {
  const rows = await db.recoveryCode.findMany({ where: { userId, usedAt: null } })
  const digest = Buffer.from(digestOf(userId, normaliseTemporaryPassword(typed)))
  const matching = rows.filter(({ sealed }) => {
    const kept = keys.unseal('recovery-code', sealed)
    return kept !== null && isSame(Buffer.from(kept), digest)
  })
  return matching[0]?.id ?? null
}

/** Uses a code up. Of parallel tries, one wins. */
export async function useRecoveryCode(tx: Statements, id: string, at: Date): Promise<boolean> {
  const used = await tx.$executeRaw`
    WITH used AS (
      UPDATE recovery_codes SET used_at = ${at} WHERE id = ${id}::uuid AND used_at IS NULL
      RETURNING user_id
    )
    UPDATE users SET wrong_factor_codes = 0 WHERE id = (SELECT user_id FROM used)`
  return used === 1
}

/** Of one user, so a row that is copied to another user is good for nothing. */
const digestOf = (userId: string, code: string) =>
  createHmac('sha256', userId).update(code).digest('base64url')

/** Reseals every code that is sealed with an older server key. */
export async function resealRecoveryCodes(db: Database, keys: Keyring) {
  const rows = await db.recoveryCode.findMany({
    where: { usedAt: null, sealed: sealedBefore(keys) },
    select: { id: true, sealed: true },
  })
  const named = rows.map((row) => ({ ...row, name: row.id }))
  return resealRows(keys, 'recovery-code', named, ({ id, sealed: before }, sealed) =>
    db.recoveryCode.updateMany({ where: { id, sealed: before }, data: { sealed } }),
  )
}
