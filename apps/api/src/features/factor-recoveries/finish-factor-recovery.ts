import type { Deps } from '../../deps.ts'
import { lanes } from '../../jobs/lanes.ts'
import { secondsUntil } from '../../lib/clock.ts'
import { recordAudit } from '../../models/audit.ts'
import { endRecovery, findRecovery } from '../../models/factor-recoveries.ts'
import { holdUser } from '../../models/hold-user.ts'
import { removeLostFactors } from '../../models/lost-factors.ts'
import type { MailDeps } from '../../models/messages.ts'
import { mayStillHelp } from './may-still-help.ts'

type FinishDeps = MailDeps & Pick<Deps, 'db'>

/**
 * The job at the end of the waiting time: removes the second factors and recovery codes, unless
 * somebody has cancelled it, or an administrator who agreed may no longer do so. A second run finds
 * that it has ended. By the clock of this machine the job may be too early. Then it is added again.
 */
export async function finishFactorRecovery(deps: FinishDeps, recoveryId: string): Promise<void> {
  const at = deps.clock.now()
  const found = await findRecovery(deps.db, recoveryId, at)
  if (!found?.dueAt) return
  if (found.dueAt > at) {
    const job = { lane: lanes.first, startAfter: secondsUntil(found.dueAt, at) } as const
    return deps.jobs.add(deps.db, 'finish-factor-recovery', { recoveryId }, job)
  }
  const { id, userId, startedBy, confirmedBy } = found
  await deps.db.$transaction(async (tx) => {
    // It takes the stronger lock, so it comes first: a lock that grows can deadlock.
    const isAllowed = await mayStillHelp(tx, deps, found)
    await holdUser(tx, userId)
    if (!(await endRecovery(tx, { id, userId }, at))) return
    if (isAllowed) {
      const details = { recoveryId, startedBy, confirmedBy }
      await removeLostFactors(tx, deps, { userId, details, recoveryId })
    } else {
      const details = { recoveryId, cause: 'permission' }
      await recordAudit(tx, { action: 'factor-recovery.cancelled', at, userId, details })
    }
  })
}
