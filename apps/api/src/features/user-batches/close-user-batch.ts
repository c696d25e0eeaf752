import type { closeUserBatch as contract } from '@rekey/contracts/user-batches'
import type { Verb } from '../../http/routes.ts'
import { requireBatchStatus, requireOwnBatch } from './batches.ts'
import { requireShownBatch } from './shown-batches.ts'

/** POST /user-batches/{id}/close. */
export const closeUserBatch: Verb<typeof contract> = async ({ params, caller }, deps) => {
  const body = await deps.db.$transaction(async (tx) => {
    const batch = await requireOwnBatch(tx, params.id, caller)
    requireBatchStatus(batch, ['stopped', 'completed'])
    const closedAt = batch.closedAt ?? deps.clock.now()
    await tx.userBatch.update({ where: { id: batch.id }, data: { closedAt } })
    return requireShownBatch(tx, deps, batch.id, caller)
  })
  return { status: 200, body }
}
