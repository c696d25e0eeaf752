import type { Deps } from '../../deps.ts'
import type { UserBatch } from '../../generated/prisma/client.ts'
import type { By } from '../../guards/audit-by.ts'
import { isTakeover } from '../../guards/is-takeover.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import { sql, type Transaction } from '../../lib/database.ts'
import { opensConsole } from '../../models/opens-console.ts'
import { requireMayRun } from './actions.ts'
import { noteBatch, toJudged } from './batches.ts'

type Starter = By & { readonly caller: Caller }

/**
 * Lets a batch run with the authority of the caller, for the users who wait. Their audit events say
 * who started it, and from where.
 * @throws Problem conflict, not-permitted, recent-sign-in-required
 */
export async function runBatch(
  tx: Transaction,
  deps: Pick<Deps, 'clock'>,
  batch: UserBatch,
  { caller, ip, requestId }: Starter,
): Promise<void> {
  requireMayRun(batch.action, caller)
  const { id, action } = batch
  const users = await tx.userBatchUser.count({ where: { batchId: id, outcome: 'waiting' } })
  if (users === 0) throw new Problem('conflict', { detail: 'There is nobody left to do this for.' })
  const at = deps.clock.now()
  const isProved =
    batch.action === 'change-role' && isTakeover(await isForConsole(tx, batch), ['roleId'])
  if (isProved) requireRecentSignIn(caller, at)
  await tx.userBatch.update({
    where: { id },
    data: {
      status: 'running',
      startedBy: caller.actorId,
      permissions: [...caller.permissions],
      isProved,
      requestId,
      ip,
      startedAt: at,
      endedAt: null,
      stoppedBecause: null,
      closedAt: null,
    },
  })
  const by = { caller, ip, requestId }
  await noteBatch(tx, deps, 'user-batch.started', by, { batchId: id, action, users })
}

/** Whether one of the users opens the console, or will open it with the new role. */
async function isForConsole(tx: Transaction, batch: UserBatch): Promise<boolean> {
  const { role } = await toJudged(tx, batch)
  if (role?.opensConsole) return true
  const [row] = await tx.$queryRaw<{ isAny: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM user_batch_users JOIN users owner ON owner.id = user_id
      WHERE batch_id = ${batch.id}::uuid AND outcome = 'waiting'
        AND ${opensConsole(sql`owner`)}) AS "isAny"`
  return row?.isAny ?? false
}
