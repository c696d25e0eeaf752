import type { cancelFactorRecovery as contract } from '@rekey/contracts/factor-recoveries'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { endRecovery, findRecovery } from '../../models/factor-recoveries.ts'
import { needed } from './require-other-person.ts'

/** DELETE /factor-recoveries/{id}. */
export const cancelFactorRecovery: Verb<typeof contract> = async (input, deps) => {
  const at = deps.clock.now()
  const found = await findRecovery(deps.db, input.params.id, at)
  if (!found) throw new Problem('not-found')
  await deps.db.$transaction(async (tx) => {
    const { id: userId, username } = await requireTarget(tx, found.userId, input.caller, needed)
    if (!(await endRecovery(tx, { id: found.id, userId }, at))) throw new Problem('not-found')
    const details = { recoveryId: found.id }
    await auditBy(tx, deps, input, 'factor-recovery.cancelled', { id: userId, username }, details)
  })
  return { status: 204, body: null }
}
