import type { Settings } from '@rekey/contracts/settings'
import {
  type BatchAction,
  maximumBatchResets,
  maximumBatchUsers,
} from '@rekey/contracts/user-batches'
import { Problem } from '../../http/problem.ts'
import { rowsAsTable, sql, type Transaction } from '../../lib/database.ts'
import { findBeyond } from '../../models/beyond-permissions.ts'
import { type Chosen, distinctIds } from '../../models/chosen-users.ts'
import { type Chooser, chosenBy, type UserFilters } from '../../models/user-conditions.ts'
import {
  type BatchCandidate,
  batchExclusionOf,
  candidateColumns,
  type Judged,
} from './judge-batch-user.ts'

/**
 * Stores the users of a new batch. Ids keep their order.
 * @returns how many of the ids nobody has
 * @throws Problem bad-request, if there are too many
 */
export async function chooseBatchUsers(
  tx: Transaction,
  batch: { readonly id: string; readonly action: BatchAction },
  { userIds, filter = {} }: Chosen,
  chooser: Chooser,
): Promise<number> {
  const most = batch.action === 'start-resets' ? maximumBatchResets : maximumBatchUsers
  const ids = userIds && distinctIds(userIds)
  const stored = ids
    ? await storeByIds(tx, batch.id, ids)
    : await storeByFilter(tx, batch.id, { filter, chooser, most })
  if (stored > most) throw tooMany(batch.action)
  return ids ? ids.length - stored : 0
}

const storeByIds = (tx: Transaction, batchId: string, ids: readonly string[]) =>
  tx.$executeRaw`
    INSERT INTO user_batch_users (batch_id, user_id, position)
    SELECT ${batchId}::uuid, users.id, row_number() OVER (ORDER BY position)
    FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS given (id, position)
    JOIN users ON users.id = given.id AND deleted_at IS NULL`

type ByFilter = {
  readonly filter: UserFilters
  readonly chooser: Chooser
  readonly most: number
}

const storeByFilter = (tx: Transaction, batchId: string, { filter, chooser, most }: ByFilter) =>
  tx.$executeRaw`
    INSERT INTO user_batch_users (batch_id, user_id, position)
    SELECT ${batchId}::uuid, id, row_number() OVER (ORDER BY display_name, id) FROM (
      SELECT id, display_name FROM users WHERE deleted_at IS NULL AND ${chosenBy(filter, chooser)}
      LIMIT ${most + 1}
    ) AS chosen`

const tooMany = (action: BatchAction) =>
  new Problem('bad-request', {
    detail:
      action === 'start-resets'
        ? `Choose at most ${maximumBatchResets} users, or reset their passwords by a campaign.`
        : `Choose at most ${maximumBatchUsers} users.`,
  })

/** Notes who is left out, and why. Each user is judged again when it is their turn. */
export async function leaveOut(
  tx: Transaction,
  batch: Judged & { readonly id: string },
  { permissions, settings }: Pick<Chooser, 'permissions'> & { readonly settings: Settings },
): Promise<void> {
  const beyond = await findBeyond(tx, permissions)
  const users = await tx.$queryRaw<BatchCandidate[]>`
    SELECT ${candidateColumns(beyond)}
    FROM user_batch_users JOIN users owner ON owner.id = user_id
    WHERE batch_id = ${batch.id}::uuid`
  const excluded = users.flatMap((user) => {
    const reason = batchExclusionOf(batch, user, settings)
    return reason ? [{ id: user.id, reason }] : []
  })
  if (excluded.length === 0) return
  await tx.$executeRaw`
    UPDATE user_batch_users SET outcome = 'left-out', reason = given.reason
    FROM ${rowsAsTable(excluded, sql`id uuid, reason text`)}
    WHERE batch_id = ${batch.id}::uuid AND user_id = given.id`
}
