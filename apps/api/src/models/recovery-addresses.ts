import type { RecoveryAddress as Shown } from '@rekey/contracts/recovery-addresses'
import type { RecoveryAddress } from '../generated/prisma/client.ts'
import { hour, later } from '../lib/clock.ts'
import { type Database, sql, type Transaction } from '../lib/database.ts'
import { endMailedCodes } from './mailed-codes.ts'
import { endResets } from './resets.ts'
import { cancelMessages } from './waiting-messages.ts'

/** Further addresses of users. No other file writes `recovery_addresses`. */

export const showRecoveryAddress = (row: RecoveryAddress): Shown => ({
  id: row.id,
  email: row.address,
  createdAt: row.createdAt.toISOString(),
  confirmedAt: row.confirmedAt?.toISOString() ?? null,
  usableFrom: row.countsFrom?.toISOString() ?? null,
})

/** Oldest first, those that aren't confirmed included. */
export const listRecoveryAddresses = (db: Database | Transaction, userId: string) =>
  db.recoveryAddress.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })

/** One that doesn't count before it is confirmed. Lock the user first. */
export const keepRecoveryAddress = (tx: Transaction, userId: string, address: string, at: Date) =>
  tx.recoveryAddress.create({ data: { userId, address, createdAt: at } })

/** Lock the user first. */
export const confirmRecoveryAddress = (tx: Transaction, id: string, holdHours: number, at: Date) =>
  tx.recoveryAddress.update({
    where: { id },
    data: { confirmedAt: at, countsFrom: later(at, holdHours * hour) },
  })

/**
 * Removes an address, and ends what was mailed to it. A link that somebody there has already is the
 * same as in the mails to the other addresses, so the user's resets end. Lock the user first.
 * @returns null: this user has no such address
 */
export async function removeRecoveryAddress(
  tx: Transaction,
  which: Pick<RecoveryAddress, 'id' | 'userId'>,
  at: Date,
): Promise<RecoveryAddress | null> {
  const found = await tx.recoveryAddress.findFirst({ where: which })
  if (!found) return null
  const { userId, address } = found
  if (found.countsFrom !== null && found.countsFrom <= at) {
    await endResets(tx, sql`user_id = ${userId}::uuid`, 'cancelled', at)
    await endMailedCodes(tx, sql`user_id = ${userId}::uuid AND purpose = 'caller-check'`, at)
  }
  // Notices stay: a thief must not stop one by removing the address to which it goes.
  const secrets = sql`(reset_id IS NOT NULL OR mailed_code_id IS NOT NULL)`
  await cancelMessages(tx, sql`user_id = ${userId}::uuid AND "to" = ${address} AND ${secrets}`, at)
  await tx.recoveryAddress.delete({ where: { id: found.id }, select: { id: true } })
  return found
}

/** Of users whose username, kind or address changed: these may belong to another person. */
export const forgetRecoveryAddresses = (tx: Transaction, userIds: readonly string[]) =>
  tx.recoveryAddress.deleteMany({ where: { userId: { in: [...userIds] } } })
