import type { Deps } from '../../deps.ts'
import { closeCounts } from '../../models/audit-counts.ts'

const batchSize = 500

/** A minute past each hour: what was counted in the hours before becomes an event each. */
export async function closeHours({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  let closed = batchSize
  while (closed === batchSize) {
    closed = await db.$transaction((tx) => closeCounts(tx, clock.now(), batchSize))
  }
}
