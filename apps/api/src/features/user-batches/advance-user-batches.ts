import type { Deps } from '../../deps.ts'
import { isDatabaseAway } from '../../lib/is-database-away.ts'
import { actOnNext } from './act-on-next.ts'
import { countOpen } from './complete-batch.ts'
import type { UserActs } from './user-acts.ts'

/** How long a worker waits between two looks at all batches, in milliseconds. */
export const lookAtBatchesEveryMs = 500

/**
 * How many users of a batch have their turn in one look, so that no batch waits for a large one.
 * And how many mails of a batch may wait at a time: while the mail server is away, the batch waits
 * too, so its resets aren't given up because the time for sending ran out.
 */
const usersPerLook = 100

/**
 * The worker's look at all batches that run. Several workers may look at the same time. Nothing but
 * the database says whose turn it is, so a worker that was killed leaves nothing behind. When the
 * worker ends, the user whose turn it is still has it.
 */
export async function advanceUserBatches(
  deps: Deps,
  acts: UserActs,
  stopping?: AbortSignal,
): Promise<void> {
  const running = await deps.db.userBatch.findMany({
    where: { status: 'running' },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  for (const { id } of running) {
    try {
      await advance(deps, acts, id, stopping)
    } catch (err) {
      if (isDatabaseAway(err)) throw err
      // Another batch may still go on.
      deps.log.error({ err, batchId: id }, 'A batch of users could not go on')
    }
  }
}

async function advance(
  deps: Deps,
  acts: UserActs,
  batchId: string,
  stopping?: AbortSignal,
): Promise<void> {
  const room = usersPerLook - (await countOpen(deps.db, batchId))
  for (let count = 0; count < room && !stopping?.aborted; count += 1) {
    if (!(await actOnNext(deps, acts, batchId))) return
  }
}
