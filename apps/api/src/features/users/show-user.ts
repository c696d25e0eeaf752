import type { showUser as contract } from '@rekey/contracts/users'
import type { Verb } from '../../http/routes.ts'
import { findLivingRecovery, showRecovery } from '../../models/factor-recoveries.ts'
import { countProofs } from '../../models/second-factors.ts'
import { requireShownUser } from './require-shown-user.ts'

/** GET /users/{id}. A user whom the caller may not see is not found. */
export const showUser: Verb<typeof contract> = async ({ params, caller }, deps) => {
  const user = await requireShownUser(deps, params.id, caller)
  const secondFactors = await countProofs(deps.db, user.id)
  const recovery = await findLivingRecovery(deps.db, user.id, deps.clock.now())
  const factorRecovery = recovery && showRecovery(recovery)
  return { status: 200, body: { ...user, secondFactors, factorRecovery } }
}
