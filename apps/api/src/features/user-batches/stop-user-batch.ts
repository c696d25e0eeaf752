import type { stopUserBatch as contract } from '@rekey/contracts/user-batches'
import type { Verb } from '../../http/routes.ts'
import { requireBatchStatus, requireOwnBatch, stopBatch } from './batches.ts'
import { requireShownBatch } from './shown-batches.ts'

/** POST /user-batches/{id}/stop. The user whose turn it is now still has it. */
export const stopUserBatch: Verb<typeof contract> = async (input, deps) => {
  const body = await deps.db.$transaction(async (tx) => {
    const batch = await requireOwnBatch(tx, input.params.id, input.caller)
    requireBatchStatus(batch, ['running'])
    await stopBatch(tx, deps, batch, 'administrator', input)
    return requireShownBatch(tx, deps, batch.id, input.caller)
  })
  return { status: 200, body }
}
