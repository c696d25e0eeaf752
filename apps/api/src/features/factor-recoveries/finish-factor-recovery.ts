import type { Deps } from '../../deps.ts'
import { endRecovery, findRecovery } from '../../models/factor-recoveries.ts'
import { holdUser } from '../../models/hold-user.ts'
import { removeLostFactors } from '../../models/lost-factors.ts'
import type { MailDeps } from '../../models/messages.ts'

type FinishDeps = MailDeps & Pick<Deps, 'db'>

/**
 * The job at the end of the waiting time: removes the second factors and recovery codes, unless
 * somebody has cancelled it. A second run finds that it has ended.
 */
export async function finishFactorRecovery(deps: FinishDeps, recoveryId: string): Promise<void> {
  const at = deps.clock.now()
  const found = await findRecovery(deps.db, recoveryId, at)
  if (!found?.dueAt || found.dueAt > at) return
  const { id, userId, startedBy, confirmedBy } = found
  await deps.db.$transaction(async (tx) => {
    await holdUser(tx, userId)
    if (!(await endRecovery(tx, { id, userId }, at))) return
    const details = { recoveryId, startedBy, confirmedBy }
    await removeLostFactors(tx, deps, { userId, details, recoveryId })
  })
}
