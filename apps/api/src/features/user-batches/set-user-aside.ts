import type { BatchFailure } from '@rekey/contracts/user-batches'
import type { Database } from '../../lib/database.ts'
import { lockFreeBatch } from './batches.ts'

const mostFailures = 3

/** Behind all other users of a batch. */
const toTheEnd = 1_000_000

const givenUp: BatchFailure = 'could-not-be-done'

/**
 * Puts a user behind all others, or gives the user up. Under the lock of the batch, as every other
 * change of its users: meanwhile it can have been stopped, or another worker have had more luck.
 */
export const setUserAside = (db: Database, batchId: string, userId: string): Promise<void> =>
  db.$transaction(async (tx) => {
    if (!(await lockFreeBatch(tx, batchId))) return
    await tx.$executeRaw`
      UPDATE user_batch_users SET failures = failures + 1, position = position + ${toTheEnd},
        outcome = CASE WHEN failures + 1 >= ${mostFailures} THEN 'failed' ELSE outcome END,
        reason = CASE WHEN failures + 1 >= ${mostFailures} THEN ${givenUp} END
      WHERE batch_id = ${batchId}::uuid AND user_id = ${userId}::uuid AND outcome = 'waiting'`
  })
