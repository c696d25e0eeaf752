import type { startFactorRecovery as contract } from '@rekey/contracts/factor-recoveries'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findCallerVerified } from '../../models/caller-checks.ts'
import { findFactors } from '../../models/factor-proofs.ts'
import { findLivingRecovery, keepRecovery, showRecovery } from '../../models/factor-recoveries.ts'
import { queueNotices } from '../../models/notices.ts'
import { needed, requireOtherPerson } from './require-other-person.ts'

/** POST /users/{id}/factor-recoveries. It removes nothing yet, and the user can cancel it. */
export const startFactorRecovery: Verb<typeof contract> = async (input, deps) => {
  const { body, caller, params } = input
  const recovery = await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, params.id, caller, needed)
    requireOtherPerson(deps, caller, target)
    const { id: userId, username } = target
    const at = deps.clock.now()
    if (!(await findFactors(tx, userId)).isSet) throw conflict('This user has no second factor.')
    if (await findLivingRecovery(tx, userId, at))
      throw conflict('A recovery has already been started.')
    const started = await keepRecovery(tx, {
      userId,
      reason: body.reason,
      startedBy: caller.actorId,
      startedAt: at,
    })
    const about = { id: userId, username, reason: body.reason }
    const callerVerified = (await findCallerVerified(tx, userId, at)) !== null
    const details = { recoveryId: started.id, callerVerified }
    await auditBy(tx, deps, input, 'factor-recovery.started', about, details)
    const told = { userId, device: null, factorId: started.id, at }
    await queueNotices(tx, deps, { template: 'factor-recovery-started', ...told })
    return started
  })
  return { status: 202, body: showRecovery(recovery) }
}

const conflict = (detail: string) => new Problem('conflict', { detail })
