import { randomUUID } from 'node:crypto'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import type { MailedCode, Prisma } from '../generated/prisma/client.ts'
import { hour, later, minute } from '../lib/clock.ts'
import { type Database, type Sql, sql, type Transaction } from '../lib/database.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import type { Statements } from '../lib/statements.ts'
import { sixDigits } from './reset-secrets.ts'

/** Six-digit codes that find out who reads a mailbox. No other file writes `mailed_codes`. */

export type MailedCodePurpose = 'caller-check' | 'recovery-address'

/** How long a code works, from the newest call that mailed it. */
const codeLifetimes = { 'caller-check': 10 * minute, 'recovery-address': hour } as const

type Identity = Pick<MailedCode, 'id' | 'purpose' | 'userId' | 'keyId'>

/** The code is the same each time it is derived. Null: its server key is gone. */
export function deriveMailedCode(keys: Keyring, code: Identity): string | null {
  const made = keys.mac('mailed-code', code.keyId, [code.id, code.purpose, code.userId])
  return made && sixDigits(made)
}

const livingCode = (now: Date) =>
  ({ endedAt: null, expiresAt: { gt: now } }) satisfies Prisma.MailedCodeWhereInput

type Asked = Pick<MailedCode, 'userId' | 'purpose' | 'askedBy' | 'recoveryAddressId'> & {
  readonly at: Date
}

/**
 * The code that a call mails. While one that the same person asked for lives, it is the same one
 * with the tries that are left, so that a second mail doesn't void the first. Another person's
 * ends. Lock the user first.
 */
export async function keepMailedCode(
  tx: Transaction,
  keys: Keyring,
  { at, ...asked }: Asked,
): Promise<MailedCode> {
  const { userId, purpose, recoveryAddressId } = asked
  const expiresAt = later(at, codeLifetimes[purpose])
  const same = await tx.mailedCode.findFirst({
    where: { ...asked, keyId: { in: [...keys.ids] }, ...livingCode(at) },
  })
  if (same) return tx.mailedCode.update({ where: { id: same.id }, data: { expiresAt } })
  const rivals = sql`user_id = ${userId}::uuid AND purpose = ${purpose}
    AND recovery_address_id IS NOT DISTINCT FROM ${recoveryAddressId}::uuid`
  await endMailedCodes(tx, rivals, at)
  const made = { ...asked, id: randomUUID(), keyId: keys.currentId }
  return tx.mailedCode.create({ data: { ...made, askedAt: at, expiresAt } })
}

/** @param which a condition on `mailed_codes` @returns how many ended */
export const endMailedCodes = (tx: Statements, which: Sql, at: Date): Promise<number> =>
  tx.$executeRaw`UPDATE mailed_codes SET ended_at = ${at} WHERE ${which} AND ended_at IS NULL`

export const findMailedCode = (
  db: Database | Transaction,
  id: string,
  purpose: MailedCodePurpose,
): Promise<MailedCode | null> => db.mailedCode.findUnique({ where: { id, purpose } })

type Typed = { readonly code: string; readonly by: string; readonly at: Date }

/**
 * Judges a typed code. Columns that never change decide whether it is right, and one conditional
 * UPDATE what that costs. So parallel guesses never get more than the tries that are left, and a
 * right code works once. Lock the user first, and commit for a wrong code too.
 * @returns `right`, or the tries left; null: the code has ended
 */
export async function judgeMailedCode(
  tx: Transaction,
  keys: Keyring,
  mailed: Identity,
  { code, by, at }: Typed,
): Promise<'right' | number | null> {
  const derived = deriveMailedCode(keys, mailed)
  const isRight = derived !== null && isSame(Buffer.from(derived), Buffer.from(normaliseCode(code)))
  const [row] = await tx.$queryRaw<{ triesLeft: number }[]>`
    UPDATE mailed_codes SET
      tries_left = tries_left - CASE WHEN ${isRight} THEN 0 ELSE 1 END,
      ended_at = CASE WHEN ${isRight} OR tries_left <= 1 THEN ${at}::timestamptz END,
      used_at = CASE WHEN ${isRight} THEN ${at}::timestamptz END,
      used_by = CASE WHEN ${isRight} THEN ${by}::uuid END
    WHERE id = ${mailed.id}::uuid AND ended_at IS NULL AND expires_at > ${at}
    RETURNING tries_left AS "triesLeft"`
  return row && isRight ? 'right' : (row?.triesLeft ?? null)
}

/** "This wasn't me": it ends. If it was used already, it proves nothing any more. */
export const disownMailedCode = (
  tx: Transaction,
  { id, userId }: Pick<MailedCode, 'id' | 'userId'>,
  at: Date,
): Promise<number> =>
  tx.$executeRaw`
    UPDATE mailed_codes SET ended_at = coalesce(ended_at, ${at}), used_at = NULL, used_by = NULL
    WHERE id = ${id}::uuid AND user_id = ${userId}::uuid
      AND (ended_at IS NULL OR used_at IS NOT NULL)`

/** The code that confirms a recovery address, while it works. */
export const findAddressCode = (
  tx: Transaction,
  recoveryAddressId: string,
  now: Date,
): Promise<MailedCode | null> =>
  tx.mailedCode.findFirst({ where: { recoveryAddressId, ...livingCode(now) } })
