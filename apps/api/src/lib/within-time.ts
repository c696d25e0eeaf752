import type { Database, Transaction } from './database.ts'

/**
 * Reads in a transaction in which each statement may take this many milliseconds; null: one took
 * longer and was ended. It is for statements whose cost depends on what a person typed.
 */
export async function withinTime<T>(
  db: Database,
  milliseconds: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T | null> {
  try {
    return await db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(milliseconds)}, true)`
      return work(tx)
    })
  } catch (error) {
    if (isCancelled(error)) return null
    throw error
  }
}

const queryCancelled = '57014'

/** Prisma nests the driver's error deep inside its own. */
function isCancelled(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, originalCode, cause, meta } = error as Record<string, unknown>
  return (
    code === queryCancelled ||
    originalCode === queryCancelled ||
    isCancelled(cause) ||
    isCancelled((meta as Record<string, unknown> | undefined)?.driverAdapterError)
  )
}
