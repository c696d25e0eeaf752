import type { removeSecondFactor as contract } from '@rekey/contracts/second-factors'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentFactor } from '../../guards/require-recent-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { isLockedOut } from '../../models/factor-proofs.ts'
import { holdUser } from '../../models/hold-user.ts'
import { queueNotices } from '../../models/notices.ts'
import { endRecoveryCodes } from '../../models/recovery-codes.ts'
import { countFactors, countWorking, removeFactor } from '../../models/second-factors.ts'
import { voidDevices } from '../../models/sessions.ts'
import { findOwnRule } from './own-rule.ts'

/**
 * DELETE /account/second-factors/{id}. A lost phone may be a browser that was remembered, so
 * nothing stays remembered.
 */
export const removeSecondFactor: Verb<typeof contract> = async (input, deps) => {
  const { caller, params } = input
  await requireRecentFactor(deps, caller)
  const { rule } = await findOwnRule(deps, caller)
  const { id: userId, username } = caller.user
  await deps.db.$transaction(async (tx) => {
    await holdUser(tx, userId)
    const removed = await removeFactor(tx, userId, params.id)
    if (!removed) throw new Problem('not-found')
    if (removed.confirmedAt === null) return
    if (removed.type === 'passkey' && (await isLockedOut(tx, userId))) throw passwordFirst()
    const left = await countFactors(tx, userId)
    if (left === 0 && rule === 'required') throw lastOneStays()
    const wasWorking = removed.disownedAt === null
    if (wasWorking && left > 0 && (await countWorking(tx, userId)) === 0) throw noneWouldWork()
    if (left === 0) await endRecoveryCodes(tx, userId)
    const at = deps.clock.now()
    await voidDevices(tx, userId, at)
    const details = { secondFactorId: removed.id, method: removed.type }
    await auditBy(tx, deps, input, 'second-factor.removed', { id: userId, username }, details)
    const told = { userId, device: input.device, factorId: removed.id, at }
    await queueNotices(tx, deps, { template: 'second-factor-removed', ...told })
  })
  return { status: 204, body: null }
}

/** The passkey is the only way to sign in without a mail. */
const passwordFirst = () =>
  new Problem('conflict', {
    detail: 'You have no password. Set one first: sign out, and choose “Reset password”.',
  })

const lastOneStays = () =>
  new Problem('conflict', {
    detail: 'Your account must have a second factor. Add another one before you remove this one.',
  })

/** The account would still ask for a second factor, but nothing could prove it. */
const noneWouldWork = () =>
  new Problem('conflict', {
    detail: 'Only a second factor that no longer works would be left. Remove that one first.',
  })
