import type { startUserBatch as contract } from '@rekey/contracts/user-batches'
import type { Verb } from '../../http/routes.ts'
import { requireBatchStatus, requireOwnBatch } from './batches.ts'
import { runBatch } from './run-batch.ts'
import { requireShownBatch } from './shown-batches.ts'

/** POST /user-batches/{id}/start. Of parallel calls, one starts it. */
export const startUserBatch: Verb<typeof contract> = async (input, deps) => {
  const body = await deps.db.$transaction(async (tx) => {
    const batch = await requireOwnBatch(tx, input.params.id, input.caller)
    requireBatchStatus(batch, ['draft'])
    await runBatch(tx, deps, batch, input)
    return requireShownBatch(tx, deps, batch.id, input.caller)
  })
  return { status: 200, body }
}
