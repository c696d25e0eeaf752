import type { Deps } from '../../deps.ts'
import { addUpChanges } from '../../models/activity-counts.ts'

const batchSize = 50_000

/** Runs every minute: few rows then wait to be summed whenever the overview is read. */
export async function addUpCounts({ db }: Pick<Deps, 'db'>): Promise<void> {
  let added = batchSize
  while (added === batchSize) added = await addUpChanges(db, batchSize)
}
