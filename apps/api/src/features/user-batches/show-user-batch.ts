import type { showUserBatch as contract } from '@rekey/contracts/user-batches'
import type { Verb } from '../../http/routes.ts'
import { requireShownBatch } from './shown-batches.ts'

/** GET /user-batches/{id}. */
export const showUserBatch: Verb<typeof contract> = async ({ params, caller }, deps) => ({
  status: 200,
  body: await requireShownBatch(deps.db, deps, params.id, caller),
})
