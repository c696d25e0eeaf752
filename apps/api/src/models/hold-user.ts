import type { Transaction } from '../lib/database.ts'

/**
 * Locks a user until the transaction ends, so that parallel changes of what belongs to them come
 * one after the other.
 */
export async function holdUser(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
}
