import type { Deps } from '../../deps.ts'
import { recordAudit } from '../../models/audit.ts'
import { endRecovery, findRecovery } from '../../models/factor-recoveries.ts'
import { forgetFactors, holdFactors } from '../../models/second-factors.ts'
import { voidDevices } from '../../models/sessions.ts'
import { tellOfFactors } from '../../models/tell-of-factors.ts'

type FinishDeps = Pick<Deps, 'db' | 'keys' | 'jobs' | 'clock' | 'mailsCausedBy'>

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
    await holdFactors(tx, userId)
    if (!(await endRecovery(tx, { id, userId }, at))) return
    await forgetFactors(tx, userId)
    await voidDevices(tx, userId, at)
    const details = { recoveryId, startedBy, confirmedBy }
    await recordAudit(tx, { action: 'factor-recovery.completed', at, userId, details })
    const told = { userId, device: null, factorId: recoveryId }
    await tellOfFactors(tx, deps, 'second-factor-removed', told)
  })
}
