import { randomUUID } from 'node:crypto'
import type { replaceRecoveryCodes as contract } from '@rekey/contracts/second-factors'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentFactor } from '../../guards/require-recent-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { holdUser } from '../../models/hold-user.ts'
import { queueNotices } from '../../models/notices.ts'
import { issueRecoveryCodes } from '../../models/recovery-codes.ts'
import { countFactors } from '../../models/second-factors.ts'

/** POST /account/recovery-codes. */
export const replaceRecoveryCodes: Verb<typeof contract> = async (input, deps) => {
  const { caller } = input
  await requireRecentFactor(deps, caller)
  const { id, username } = caller.user
  const recoveryCodes = await deps.db.$transaction(async (tx) => {
    await holdUser(tx, id)
    if ((await countFactors(tx, id)) === 0) throw new Problem('conflict', { detail: addOneFirst })
    const at = deps.clock.now()
    const codes = await issueRecoveryCodes(tx, deps.keys, id, at)
    await auditBy(tx, deps, input, 'recovery-codes.replaced', { id, username })
    // The id names no second factor: "This wasn't me" then signs the user out everywhere.
    const told = { userId: id, device: input.device, factorId: randomUUID(), at }
    await queueNotices(tx, deps, { template: 'recovery-codes-replaced', ...told })
    return codes
  })
  return { status: 201, body: { recoveryCodes } }
}

const addOneFirst = 'Add a second factor first. Recovery codes replace it when it is lost.'
