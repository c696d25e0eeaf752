import type { MessageReason, MessageStatus } from '@rekey/contracts/messages'
import type { Database, Transaction } from '../lib/database.ts'
import { listReports } from './message-reports.ts'
import { type MessageState, nextState } from './message-state.ts'

/**
 * What our own tries do to a mail's status. With `messages.ts`, which queues and cancels, and
 * `message-reports.ts`, this is all that ever writes it: a state only moves forward.
 */
export type ClaimedMessage = NonNullable<Awaited<ReturnType<typeof claimMessage>>>

/**
 * Takes a mail for one try, in one conditional UPDATE that counts it. A mail that was left in
 * `sending` by a worker that died is taken again. Null, and ordinary: there is no such mail (asks
 * for unknown names have a job too), or it is done with.
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
 * Writes down how a try ended. An acceptance counts whoever reports it; anything else only from the
 * newest try, since a slow one must not undo what its successor found out.
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
 * Whether the mail is out of our hands: the mail server took it, or somebody beyond has reported on
 * it, as after a talk that broke off before its answer. A report may be here before our own outcome
 * is: the state catches up on it.
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
