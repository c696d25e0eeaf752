import type { SecondFactor as Shown } from '@rekey/contracts/second-factors'
import type { SecondFactor } from '../generated/prisma/client.ts'
import { type Database, sql, type Transaction } from '../lib/database.ts'
import { countingOf } from './factor-proofs.ts'

/** The second factors that a user has: authenticator apps that are confirmed, and passkeys. */

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
  disownedAt,
}: Pick<
  SecondFactor,
  'id' | 'type' | 'name' | 'createdAt' | 'lastUsedAt' | 'disownedAt'
>): Shown => ({
  id,
  type,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  proves: disownedAt === null,
})

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

type NewPasskey = Pick<
  SecondFactor,
  'userId' | 'name' | 'counter' | 'transports' | 'verifiesUser'
> & {
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

/** @returns the ids of those that were removed, oldest first */
export async function removeAllPasskeys(tx: Transaction, userId: string): Promise<string[]> {
  const where = { userId, type: 'passkey' } as const
  const all = await tx.secondFactor.findMany({ where, orderBy: { createdAt: 'asc' } })
  await tx.secondFactor.deleteMany({ where })
  return all.map(({ id }) => id)
}

export const countFactors = (tx: Database | Transaction, userId: string): Promise<number> =>
  tx.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })

/** Without those that were disowned. */
export const countWorking = (tx: Transaction, userId: string): Promise<number> =>
  tx.secondFactor.count({ where: { userId, confirmedAt: { not: null }, disownedAt: null } })

/** @returns those of these users who have one */
export async function listUsersWithFactor(
  tx: Transaction,
  userIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.secondFactor.findMany({
    where: { userId: { in: [...userIds] }, confirmedAt: { not: null } },
    select: { userId: true },
  })
  return new Set(rows.map(({ userId }) => userId))
}

/** How many of each kind a user has. */
export async function countProofs(db: Database | Transaction, userId: string) {
  const [counted] = await db.$queryRaw<[Counted]>`
    SELECT count(*) FILTER (WHERE type = 'totp')::int AS totp,
      count(*) FILTER (WHERE type = 'passkey')::int AS passkeys,
      count(disowned_at)::int AS disowned,
      (SELECT count(*)::int FROM recovery_codes
        WHERE user_id = ${userId}::uuid AND used_at IS NULL) AS "recoveryCodesLeft"
    ${countingOf(sql`${userId}::uuid`)}`
  return counted
}

type Counted = {
  readonly totp: number
  readonly passkeys: number
  readonly disowned: number
  readonly recoveryCodesLeft: number
}

/** All that a user can prove a second factor with, and what waits for a proof. */
export async function forgetFactors(tx: Transaction, userId: string): Promise<void> {
  await tx.secondFactor.deleteMany({ where: { userId } })
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await tx.signInChallenge.deleteMany({ where: { userId } })
}
