import type { MessageReason, MessageStatus } from '@rekey/contracts/messages'
import type { Database, Transaction } from '../lib/database.ts'
import { listReports } from './message-reports.ts'
import { type MessageState, nextState } from './message-state.ts'

/**
 * Changes to a mail's status by our own tries. Only this file, `messages.ts` (queues and cancels)
 * and `message-reports.ts` write the status: a state only moves forward.
 */
export type ClaimedMessage = NonNullable<Awaited<ReturnType<typeof claimMessage>>>

/**
 * Takes a mail for one try, with one conditional UPDATE that counts the try. If a worker died and
 * left a mail in `sending`, the mail is taken again. Null, which is ordinary: there is no such
 * mail, since requests for unknown names queue a job too, or it is finished.
 */
export async function claimMessage(db: Database, messageId: string) {
  const [claimed] = await db.message.updateManyAndReturn({
    where: {
      id: messageId,
      status: { in: ['queued', 'delayed', 'sending'] },
      acceptedAt: null,
    },
    data: { status: 'sending', attempts: { increment: 1 }, nextAttemptAt: null },
  })
  return claimed ?? null
}

/** How a try ended. */
export type Settled = {
  readonly status: Exclude<MessageStatus, 'queued' | 'sending' | 'delivered' | 'bounced'>
  readonly reason: MessageReason | null
  readonly detail: string | null
  readonly nextAttemptAt: Date | null
}

/**
 * Records how a try ended. An acceptance counts from any try. Anything else counts only from the
 * newest try, since a slow try must not overwrite the result of the next one.
 * @returns whether it counted
 */
export async function settleMessage(
  tx: Transaction,
  message: ClaimedMessage,
  { status, reason, detail, nextAttemptAt }: Settled,
  at: Date,
): Promise<boolean> {
  const isAccepted = status === 'accepted'
  const count = await tx.$executeRaw`
    WITH message AS (
      UPDATE messages SET status = ${status}, reason = ${reason},
        next_attempt_at = ${nextAttemptAt}::timestamptz,
        accepted_at = CASE WHEN ${isAccepted} THEN ${at}::timestamptz ELSE accepted_at END
      WHERE id = ${message.id}::uuid AND CASE WHEN ${isAccepted}
        THEN status IN ('queued', 'sending', 'delayed') AND accepted_at IS NULL
        ELSE status = 'sending' AND attempts = ${message.attempts} AND accepted_at IS NULL END
      RETURNING id
    )
    INSERT INTO message_events (message_id, status, reason, at, detail)
    SELECT id, ${status}, ${reason}, ${at}::timestamptz, ${detail} FROM message`
  return count > 0
}

/**
 * Whether the mail has left us: the mail server accepted it, or a later server reported on it, for
 * example after a connection broke before the answer. A report may arrive before our own result is
 * stored; the state then catches up on the report.
 */
export async function catchUpOnReports(
  tx: Transaction,
  { id }: ClaimedMessage,
  { status, reason }: Settled,
  at: Date,
): Promise<boolean> {
  const isAccepted = status === 'accepted'
  const reports = await listReports(tx, id)
  const before: MessageState = { status, reason, acceptedAt: isAccepted ? at : null }
  const after = reports.reduce(nextState, before)
  if (after !== before) await tx.message.update({ where: { id }, data: after })
  return isAccepted || reports.length > 0
}
