import type { BatchExclusion, BatchFailure } from '@rekey/contracts/user-batches'
import type { Deps } from '../../deps.ts'
import type { UserBatch } from '../../generated/prisma/client.ts'
import { Problem } from '../../http/problem.ts'
import { lanes } from '../../jobs/lanes.ts'
import { asDatabase, sql, type Transaction } from '../../lib/database.ts'
import { isDatabaseAway } from '../../lib/is-database-away.ts'
import { findAuthority, type LaterCaller } from '../../models/authority.ts'
import { within } from '../../models/within-transaction.ts'
import { mayRun } from './actions.ts'
import { lockFreeBatch, stopBatch, toJudged } from './batches.ts'
import { completeIfOver } from './complete-batch.ts'
import { type BatchCandidate, batchExclusionOf, candidateColumns } from './judge-batch-user.ts'
import { refusalOf } from './refusal-of.ts'
import { setUserAside } from './set-user-aside.ts'
import type { UserActs } from './user-acts.ts'

/**
 * Does the action of a batch for the next user. The act and the note about it are committed
 * together, under the lock of the batch. So a worker that is killed, or a second worker, does it to
 * nobody twice and forgets nobody. An error of ours holds up nobody else.
 * @returns false: nobody could have their turn
 */
export async function actOnNext(deps: Deps, acts: UserActs, batchId: string): Promise<boolean> {
  const turn: { user: BatchCandidate | null } = { user: null }
  try {
    return await deps.db.$transaction(async (tx) => {
      const batch = await lockFreeBatch(tx, batchId)
      const caller = batch && (await requireStarter(tx, deps, batch))
      if (!caller) return false
      const user = await findNext(tx, batchId)
      turn.user = user
      if (user) await actOn(tx, deps, acts, { batch, caller, user })
      else await completeIfOver(tx, deps, batch)
      return user !== null
    })
  } catch (err) {
    if (isDatabaseAway(err) || !turn.user) throw err
    const userId = turn.user.id
    deps.log.error({ err, batchId, userId }, 'A user of a batch will be tried again')
    await setUserAside(deps.db, batchId, userId)
    return true
  }
}

/**
 * Who started the batch, with the permissions that they had then and still have. Null: they may do
 * this no longer, so the batch has stopped.
 */
async function requireStarter(
  tx: Transaction,
  deps: Pick<Deps, 'clock'>,
  batch: UserBatch,
): Promise<LaterCaller | null> {
  const { startedBy, createdByUser, permissions: granted, isProved, action } = batch
  const now = deps.clock.now()
  const authority = { actorId: startedBy ?? createdByUser, userId: createdByUser }
  const found = await findAuthority(tx, authority, now)
  const permissions = found?.permissions.filter((each) => granted.includes(each)) ?? []
  if (!found || !mayRun(action, permissions)) {
    await stopBatch(tx, deps, batch, 'permission', null)
    return null
  }
  // The start proved who the person is. The batch is one act, however long it takes.
  return { ...found, permissions, authenticatedAt: isProved ? now : null }
}

/** Whether the caller may act on the user is judged by the verb, which locks the user. */
async function findNext(tx: Transaction, batchId: string): Promise<BatchCandidate | null> {
  const [user] = await tx.$queryRaw<BatchCandidate[]>`
    SELECT ${candidateColumns(sql`false`)}
    FROM user_batch_users JOIN users owner ON owner.id = user_id
    WHERE batch_id = ${batchId}::uuid AND outcome = 'waiting' ORDER BY position LIMIT 1`
  return user ?? null
}

type Turn = {
  readonly batch: UserBatch
  readonly caller: LaterCaller
  readonly user: BatchCandidate
}

/** Each user is judged again, since minutes can lie between the preview and their turn. */
async function actOn(
  tx: Transaction,
  deps: Deps,
  acts: UserActs,
  { batch, caller, user }: Turn,
): Promise<void> {
  const settings = await deps.settings.current()
  const reason = batchExclusionOf(await toJudged(tx, batch), user, settings)
  if (reason) return note(tx, batch, user, { outcome: 'left-out', reason })
  const on = {
    caller,
    userId: user.id,
    roleId: batch.roleId,
    ip: batch.ip ?? '',
    requestId: batch.requestId ?? '',
  }
  try {
    // As a savepoint, so that a refusal leaves nothing of the act behind.
    const { messageId } = await asDatabase(tx).$transaction((inner) =>
      acts[batch.action](on, { ...within(inner, deps), mailLane: lanes.bulk }),
    )
    const outcome = messageId === null ? 'done' : 'mailed'
    await note(tx, batch, user, { outcome, messageId })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await note(tx, batch, user, refusalOf(error))
  }
}

async function note(
  tx: Transaction,
  { id }: UserBatch,
  user: BatchCandidate,
  data: {
    readonly outcome: PrismaJson.StoredBatchOutcome
    readonly reason?: BatchExclusion | BatchFailure
    readonly messageId?: string | null
  },
): Promise<void> {
  await tx.userBatchUser.update({
    where: { batchId_userId: { batchId: id, userId: user.id } },
    data,
  })
}
