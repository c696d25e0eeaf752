import type { retryUserBatch as contract } from '@rekey/contracts/user-batches'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { requireBatchStatus, requireOwnBatch } from './batches.ts'
import { runBatch } from './run-batch.ts'
import { requireShownBatch, shownOutcome, withMails } from './shown-batches.ts'

/** POST /user-batches/{id}/retry. Those for whom it failed wait again, and are judged again. */
export const retryUserBatch: Verb<typeof contract> = async (input, deps) => {
  const body = await deps.db.$transaction(async (tx) => {
    const batch = await requireOwnBatch(tx, input.params.id, input.caller)
    requireBatchStatus(batch, ['stopped', 'completed'])
    await lineUpFailed(tx, batch.id)
    await runBatch(tx, deps, batch, input)
    return requireShownBatch(tx, deps, batch.id, input.caller)
  })
  return { status: 200, body }
}

const lineUpFailed = (tx: Transaction, batchId: string) =>
  tx.$executeRaw`
    UPDATE user_batch_users
    SET outcome = 'waiting', reason = NULL, message_id = NULL, failures = 0
    WHERE batch_id = ${batchId}::uuid AND user_id IN (
      SELECT place.user_id FROM ${withMails}
      WHERE batch_id = ${batchId}::uuid AND ${shownOutcome} = 'failed')`
