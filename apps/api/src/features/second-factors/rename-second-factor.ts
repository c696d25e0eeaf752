import type { renameSecondFactor as contract } from '@rekey/contracts/second-factors'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentFactor } from '../../guards/require-recent-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { renameFactor, showFactor } from '../../models/second-factors.ts'

/** PATCH /account/second-factors/{id}. */
export const renameSecondFactor: Verb<typeof contract> = async (input, deps) => {
  const { body, caller, params } = input
  await requireRecentFactor(deps, caller)
  const { id: userId, username } = caller.user
  const factor = await deps.db.$transaction(async (tx) => {
    const renamed = await renameFactor(tx, userId, params.id, body.name)
    if (!renamed) throw new Problem('not-found')
    const details = { secondFactorId: renamed.id, method: renamed.type }
    await auditBy(tx, deps, input, 'second-factor.renamed', { id: userId, username }, details)
    return renamed
  })
  return { status: 200, body: showFactor(factor) }
}
