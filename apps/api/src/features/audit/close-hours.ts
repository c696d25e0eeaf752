import type { Deps } from '../../deps.ts'
import { closeCounts } from '../../models/audit-counts.ts'

const batchSize = 500

/** Runs a minute past each hour: each count of the past hours becomes an event. */
export async function closeHours({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  let closed = batchSize
  while (closed === batchSize) {
    closed = await db.$transaction((tx) => closeCounts(tx, clock.now(), batchSize))
  }
}
