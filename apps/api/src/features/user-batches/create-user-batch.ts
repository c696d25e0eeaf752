import type { createUserBatch as contract } from '@rekey/contracts/user-batches'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { second } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { mayGive } from '../../models/may-act.ts'
import { findRoles } from '../../models/roles.ts'
import { requireMayRun } from './actions.ts'
import { toJudged } from './batches.ts'
import { chooseBatchUsers, leaveOut } from './choose-batch-users.ts'
import { requireShownBatch } from './shown-batches.ts'

/** Choosing 10,000 users takes longer than other calls may take. */
const patience = { timeout: 60 * second }

/**
 * POST /user-batches. Chooses the users, and says who is left out. Who is chosen doesn't change
 * later, so a batch by a filter acts on the users of its preview alone.
 */
export const createUserBatch: Verb<typeof contract> = async ({ body, caller }, deps) => {
  const { action } = body
  requireMayRun(action, caller)
  const shown = await deps.db.$transaction(async (tx) => {
    await requireRole(tx, body, caller)
    const now = deps.clock.now()
    const batch = await tx.userBatch.create({
      data: {
        action,
        roleId: body.roleId ?? null,
        createdByUser: caller.user.id,
        createdAt: now,
      },
    })
    const { permissions } = caller
    const settings = await deps.settings.current()
    const unknownUsers = await chooseBatchUsers(tx, batch, body, { permissions, now, settings })
    const judged = { id: batch.id, ...(await toJudged(tx, batch)) }
    await leaveOut(tx, judged, { permissions, settings })
    await tx.userBatch.update({ where: { id: batch.id }, data: { unknownUsers } })
    return requireShownBatch(tx, deps, batch.id, caller)
  }, patience)
  return { status: 201, body: shown }
}

/** @throws Problem bad-request, not-permitted */
async function requireRole(
  tx: Transaction,
  { roleId }: Input<typeof contract>['body'],
  { permissions }: Input<typeof contract>['caller'],
): Promise<void> {
  if (roleId === undefined) return
  const [role] = (await findRoles(tx, [roleId])).values()
  if (!role) {
    throw new Problem('bad-request', {
      errors: [{ pointer: '/roleId', detail: 'names no role' }],
    })
  }
  if (mayGive(permissions, role.permissions)) return
  throw new Problem('not-permitted', { detail: `You can’t give the role ${role.name}.` })
}
