import type { BatchFailure } from '@rekey/contracts/user-batches'
import type { Database } from '../../lib/database.ts'

const mostFailures = 3

/** Behind all other users of a batch. */
const toTheEnd = 1_000_000

const givenUp: BatchFailure = 'could-not-be-done'

/** Puts the user whose turn it is behind all others, or gives the user up. */
export async function setUserAside(db: Database, batchId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE user_batch_users SET failures = failures + 1, position = position + ${toTheEnd},
      outcome = CASE WHEN failures + 1 >= ${mostFailures} THEN 'failed' ELSE outcome END,
      reason = CASE WHEN failures + 1 >= ${mostFailures} THEN ${givenUp} END
    WHERE batch_id = ${batchId}::uuid AND user_id = (
      SELECT user_id FROM user_batch_users
      WHERE batch_id = ${batchId}::uuid AND outcome = 'waiting' ORDER BY position LIMIT 1)`
}
