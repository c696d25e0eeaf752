import type { confirmFactorRecovery as contract } from '@rekey/contracts/factor-recoveries'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import { hour, later } from '../../lib/clock.ts'
import { confirmRecovery, findRecovery, showRecovery } from '../../models/factor-recoveries.ts'
import { queueNotices } from '../../models/notices.ts'
import { findSettings } from '../../models/settings.ts'
import { mayStillHelp } from './may-still-help.ts'
import { needed, requireOtherPerson } from './require-other-person.ts'

/**
 * POST /factor-recoveries/{id}/confirm. A job removes the second factors when the time has come.
 */
export const confirmFactorRecovery: Verb<typeof contract> = async (input, deps) => {
  const { caller, params } = input
  const at = deps.clock.now()
  const found = await findRecovery(deps.db, params.id, at)
  if (!found) throw new Problem('not-found')
  const confirmed = await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, found.userId, caller, needed)
    requireOtherPerson(deps, caller, target)
    const recovery = await findRecovery(tx, params.id, at)
    if (!recovery) throw new Problem('not-found')
    if (recovery.startedBy === caller.actorId) throw notByBoth()
    if (recovery.dueAt) throw new Problem('conflict', { detail: 'It has already been confirmed.' })
    if (!(await mayStillHelp(tx, deps, recovery))) throw startedByNobody()
    const { factorRecoveryHours } = await findSettings(tx)
    const dueAt = later(at, factorRecoveryHours * hour)
    const { id: recoveryId } = recovery
    const job = { lane: lanes.first, startAfter: dueAt } as const
    await deps.jobs.add(tx, 'finish-factor-recovery', { recoveryId }, job)
    const about = { id: target.id, username: target.username }
    const details = { recoveryId, dueAt: dueAt.toISOString() }
    await auditBy(tx, deps, input, 'factor-recovery.confirmed', about, details)
    const told = { userId: target.id, device: null, factorId: recoveryId, at }
    await queueNotices(tx, deps, { template: 'factor-recovery-started', ...told })
    return confirmRecovery(tx, recoveryId, caller.actorId, dueAt)
  })
  return { status: 200, body: showRecovery(confirmed) }
}

const startedByNobody = () =>
  new Problem('conflict', {
    detail: 'The administrator who started it may no longer do so. Cancel it and start it again.',
  })

const notByBoth = () =>
  new Problem('not-permitted', { detail: 'Another administrator has to confirm it.' })
