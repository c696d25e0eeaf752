import type { Deps } from '../../deps.ts'
import type { Lane } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import type { Delivery } from '../../mail/mail.ts'
import {
  type ClaimedMessage,
  catchUpOnReports,
  type Settled,
  settleMessage,
} from '../../models/message-outcomes.ts'
import { capAfterFirstAcceptance } from '../../models/resets.ts'
import { nextAttempt } from './next-attempt.ts'

/** What became of a try: a mail server's answer, or our decision not to ask it. */
export type Outcome =
  | Delivery
  | { readonly status: 'not-sent'; readonly reason: 'cancelled'; readonly detail: null }

/**
 * Writes down what became of a try, and all that follows from it, in one transaction: the mail's
 * status, its history, the life of its reset, and the next try. A crash before it leaves the mail
 * in `sending`: it is sent again, the same mail. Lock order: reset, message.
 */
export async function recordDelivery(
  deps: Deps,
  message: ClaimedMessage,
  outcome: Outcome,
): Promise<Settled | null> {
  const at = deps.clock.now()
  const settled = settle(message, outcome, at)
  const { resetLifetimeMinutes } = await deps.settings.current()
  return deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM resets WHERE id = ${message.resetId}::uuid FOR NO KEY UPDATE`
    if (!(await settleMessage(tx, message, settled, at))) return null
    if (!settled.nextAttemptAt && (await catchUpOnReports(tx, message, settled, at))) {
      await extendReset(tx, message, resetLifetimeMinutes * 60, at)
    } else if (settled.nextAttemptAt) {
      const options = { lane: message.lane as Lane, startAfter: settled.nextAttemptAt }
      await deps.jobs.add(tx, 'send-message', { messageId: message.id }, options)
    } else if (settled.status !== 'not-sent') {
      await endUnreachableReset(tx, message, at)
    }
    return settled
  })
}

/** A delay past the time to give up is a failure; its last words stay. */
function settle(
  message: ClaimedMessage,
  { status, detail, ...outcome }: Outcome,
  at: Date,
): Settled {
  const reason = 'reason' in outcome ? outcome.reason : null
  if (status !== 'delayed') return { status, reason, detail, nextAttemptAt: null }
  const waitMs = 'waitMs' in outcome ? outcome.waitMs : undefined
  const nextAttemptAt = nextAttempt({ ...message, ...(waitMs !== undefined && { waitMs }) }, at)
  return nextAttemptAt
    ? { status, reason, detail, nextAttemptAt }
    : { status: 'failed', reason: 'time-ran-out', detail, nextAttemptAt }
}

/**
 * A reset's life begins with its first acceptance. Self-service: each newer one prolongs it up to
 * the cap. Started ones and temporary passwords: the first one alone decides.
 */
async function extendReset(
  tx: Transaction,
  message: ClaimedMessage,
  defaultLifetimeSeconds: number,
  at: Date,
) {
  const lifetime = message.lifetimeSeconds ?? defaultLifetimeSeconds
  await tx.$executeRaw`
    UPDATE resets SET
      first_accepted_at = coalesce(first_accepted_at, ${at}::timestamptz),
      expires_at = CASE WHEN origin = 'started' OR purpose = 'temporary'
        THEN coalesce(expires_at, ${at}::timestamptz + make_interval(secs => coalesce(lifetime_seconds, ${lifetime}::int)))
        ELSE least(
          greatest(coalesce(expires_at, ${at}::timestamptz), ${at}::timestamptz + make_interval(secs => ${lifetime}::int)),
          coalesce(first_accepted_at, ${at}::timestamptz) + make_interval(secs => ${capAfterFirstAcceptance / 1_000}::int))
      END
    WHERE id = ${message.resetId}::uuid AND ended_at IS NULL`
}

/**
 * Ends a reset whose last mail has failed: nobody will ever hold its link. One that has a time to
 * end was brought by a mail, or shown by the operator's CLI.
 */
async function endUnreachableReset(tx: Transaction, { resetId }: ClaimedMessage, at: Date) {
  await tx.$executeRaw`
    UPDATE resets SET ended_at = ${at}::timestamptz, end_reason = 'mail-failed'
    WHERE id = ${resetId}::uuid AND ended_at IS NULL AND expires_at IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM messages WHERE reset_id = ${resetId}::uuid
          AND status IN ('queued', 'sending', 'delayed', 'accepted', 'delivered'))`
}
