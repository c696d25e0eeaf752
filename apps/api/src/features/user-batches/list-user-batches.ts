import type { listUserBatches as contract } from '@rekey/contracts/user-batches'
import type { Verb } from '../../http/routes.ts'
import { showBatches } from './shown-batches.ts'

const mostShown = 20

/**
 * GET /user-batches: the 20 newest that run or whose result the caller hasn't closed. So a batch is
 * shown again after its page was left or loaded again.
 */
export const listUserBatches: Verb<typeof contract> = async ({ caller }, deps) => {
  const batches = await deps.db.userBatch.findMany({
    where: { createdByUser: caller.user.id, status: { not: 'draft' }, closedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: mostShown,
  })
  return { status: 200, body: { items: await showBatches(deps.db, deps, batches) } }
}
