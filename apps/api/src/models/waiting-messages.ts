import type { Prisma } from '../generated/prisma/client.ts'
import type { Lane } from '../jobs/lanes.ts'
import { type Sql, sql, type Transaction } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'

/**
 * A mail that is waiting or being sent. A mail that was delayed after its acceptance has left us.
 */
export const waitingMail = {
  status: { in: ['queued', 'sending', 'delayed'] },
  acceptedAt: null,
} satisfies Prisma.MessageWhereInput

/** SQL: the same of a row of `messages`. It is also the condition of the index of waiting mails. */
export const isWaiting = sql`accepted_at IS NULL AND status IN ('queued', 'sending', 'delayed')`

/**
 * Cancels mails that are waiting to be sent; a mail that is delayed beyond our own mail server has
 * left. If a try is running, the mail server's answer becomes the status, since the mail may have
 * left. If that answer is a delay, the next try finds that the reset has ended. Lock order: user,
 * reset, message.
 * @param which a condition on `messages`
 */
export async function cancelMessages(tx: Statements, which: Sql, at: Date): Promise<void> {
  await tx.$executeRaw`WITH ${cancellation(which, at)} SELECT FROM cancelled`
}

/**
 * The same cancellation as parts of a larger statement's WITH, named `cancelled` and `told_of`. The
 * CASE makes PostgreSQL find the mails by `which`. Without it, a plan that was made while no mail
 * waited would later read all mails that wait.
 */
export const cancellation = (which: Sql, at: Date): Sql => sql`
  cancelled AS (
    UPDATE messages SET status = 'not-sent', reason = 'cancelled', next_attempt_at = NULL
    WHERE ${which} AND CASE WHEN accepted_at IS NULL THEN status IN ('queued', 'delayed') END
    RETURNING id
  ),
  told_of AS (
    INSERT INTO message_events (message_id, status, at)
    SELECT id, 'not-sent', ${at.toISOString()}::timestamptz FROM cancelled
  )`

/**
 * After a restore: mails that a worker had begun, or was to try again, wait as if nobody had tried.
 * Their jobs are lost, so each needs a new one, unless it is held back.
 */
export const waitAgain = (
  tx: Statements,
): Promise<{ readonly id: string; readonly lane: Lane; readonly held: boolean }[]> => tx.$queryRaw`
  UPDATE messages SET status = 'queued', next_attempt_at = NULL
  WHERE ${isWaiting}
  RETURNING id, lane, held`

/**
 * SQL: whether a row of `messages` belongs to a campaign that is paused or cancelled, so that the
 * mail must not be sent now.
 */
export const isHeldBack = sql`
  campaign_id IS NOT NULL AND EXISTS (
    SELECT FROM reset_campaigns WHERE id = campaign_id AND status IN ('paused', 'cancelled'))`

/**
 * Takes mails that were held back because of their campaigns. Mails of campaigns that go on are
 * returned, once, and need a new job. Mails of cancelled campaigns are cancelled.
 */
export async function takeHeld(
  tx: Transaction,
  at: Date,
): Promise<{ readonly id: string; readonly lane: Lane }[]> {
  const cancelled = sql`campaign_id IN (SELECT id FROM reset_campaigns WHERE status = 'cancelled')`
  await cancelMessages(tx, sql`held AND ${cancelled}`, at)
  return tx.$queryRaw<{ id: string; lane: Lane }[]>`
    WITH free AS (
      SELECT id FROM messages WHERE held AND NOT (
        campaign_id IN (SELECT id FROM reset_campaigns WHERE status = 'paused'))
      ORDER BY id LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE messages SET held = false FROM free WHERE messages.id = free.id
    RETURNING messages.id, lane`
}
