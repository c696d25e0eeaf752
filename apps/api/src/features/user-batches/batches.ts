import type { AuditAction } from '@rekey/contracts/audit-actions'
import type { BatchStatus, BatchStopCause } from '@rekey/contracts/user-batches'
import type { Deps } from '../../deps.ts'
import type { UserBatch } from '../../generated/prisma/client.ts'
import { auditBy, type By } from '../../guards/audit-by.ts'
import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import { type Sql, sql, type Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import type { JsonObject } from '../../models/audit-content.ts'
import { cancelUnsent, hasLeftElsewhere } from '../../models/cancel-unsent.ts'
import type { Judged } from './judge-batch-user.ts'

/**
 * Reads and locks a batch of the caller that a call changes. The worker locks it for each user, so
 * a call and the worker never change it at the same time. Lock order: batch, user, reset, message.
 * @throws Problem not-found
 */
export async function requireOwnBatch(
  tx: Transaction,
  id: string,
  { user }: Caller,
): Promise<UserBatch> {
  await tx.$queryRaw`SELECT 1 FROM user_batches WHERE id = ${id}::uuid FOR UPDATE`
  const batch = await tx.userBatch.findFirst({ where: { id, createdByUser: user.id } })
  if (!batch) throw new Problem('not-found')
  return batch
}

/** Null: it doesn't run, or another worker has locked it and does the work. */
export async function lockFreeBatch(tx: Transaction, id: string): Promise<UserBatch | null> {
  const free = await tx.$queryRaw<object[]>`
    SELECT 1 FROM user_batches WHERE id = ${id}::uuid AND status = 'running'
    FOR UPDATE SKIP LOCKED`
  return free.length === 0 ? null : tx.userBatch.findUnique({ where: { id } })
}

const sentences: Readonly<Record<BatchStatus, string>> = {
  draft: 'This batch hasn’t been started.',
  running: 'This batch is already running.',
  stopped: 'This batch was stopped.',
  completed: 'This batch is completed.',
}

/** @throws Problem conflict */
export function requireBatchStatus({ status }: UserBatch, allowed: readonly BatchStatus[]): void {
  if (!allowed.includes(status)) throw new Problem('conflict', { detail: sentences[status] })
}

/** What decides who is left out; the role is read again, since it can have changed. */
export async function toJudged(
  tx: Transaction,
  { action, roleId, createdByUser }: Pick<UserBatch, 'action' | 'roleId' | 'createdByUser'>,
): Promise<Judged> {
  const role = roleId === null ? null : await tx.role.findUnique({ where: { id: roleId } })
  const opensConsole = role?.permissions.includes('console.access') ?? false
  return { action, createdByUser, role: role && { id: role.id, opensConsole } }
}

/** Ends a batch early. Mails that haven't been handed to the mail server are cancelled. */
export async function stopBatch(
  tx: Transaction,
  deps: Pick<Deps, 'clock'>,
  { id, action }: UserBatch,
  cause: BatchStopCause,
  by: By | null,
): Promise<void> {
  const at = deps.clock.now()
  await endBatch(tx, id, { stoppedBecause: cause, status: 'stopped', endedAt: at })
  await cancelUnsent(tx, mailsOf(id), at)
  await tx.$executeRaw`
    UPDATE user_batch_users
    SET outcome = CASE WHEN ${hasLeftElsewhere} THEN 'done' ELSE 'stopped' END
    FROM messages
    WHERE batch_id = ${id}::uuid AND outcome = 'mailed' AND messages.id = message_id
      AND messages.status = 'not-sent'`
  await tx.$executeRaw`
    UPDATE user_batch_users SET outcome = 'stopped'
    WHERE batch_id = ${id}::uuid AND outcome = 'waiting'`
  await noteBatch(tx, deps, 'user-batch.stopped', by, { batchId: id, action, cause })
}

/**
 * SQL: the mails of a batch, with their copies to recovery addresses. A mail of the same reset that
 * somebody sends again is of another time.
 */
const mailsOf = (batchId: string): Sql => sql`
  (reset_id, asked_at) IN (
    SELECT mail.reset_id, mail.asked_at
    FROM user_batch_users JOIN messages mail ON mail.id = message_id
    WHERE batch_id = ${batchId}::uuid AND outcome = 'mailed')`

/** The address from which it was started isn't needed any more. */
export const endBatch = (
  tx: Transaction,
  id: string,
  data: Pick<UserBatch, 'status' | 'endedAt'> & Partial<UserBatch>,
) => tx.userBatch.update({ where: { id }, data: { ...data, ip: null } })

/** @param by null: Rekey itself */
export const noteBatch = (
  tx: Transaction,
  deps: Pick<Deps, 'clock'>,
  action: AuditAction & `user-batch.${string}`,
  by: By | null,
  details: JsonObject,
): Promise<bigint | null> =>
  by
    ? auditBy(tx, deps, by, action, null, details)
    : recordAudit(tx, { action, at: deps.clock.now(), details })
