import type { Deps } from '../../deps.ts'
import type { Delivery } from '../../mail/mail.ts'
import {
  type ClaimedMessage,
  catchUpOnReports,
  type Settled,
  settleMessage,
} from '../../models/message-outcomes.ts'
import { prolong } from '../../models/reset-time.ts'
import { endUnreachable } from '../../models/resets.ts'
import { nextAttempt } from './next-attempt.ts'

/** The result of a try: a mail server's answer, or our decision not to send. */
export type Outcome =
  | Delivery
  | { readonly status: 'not-sent'; readonly reason: 'cancelled'; readonly detail: null }

/**
 * Records the result of a try with all consequences in one transaction: the mail's status, its
 * history, the life of its reset, and the next try. After a crash before the commit the mail stays
 * in `sending`, and the same mail is sent again. Lock order: reset, message.
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
      const lifetimeSeconds = message.lifetimeSeconds ?? resetLifetimeMinutes * 60
      await prolong(tx, { resetId: message.resetId, lifetimeSeconds }, at)
    } else if (settled.nextAttemptAt) {
      const options = { lane: message.lane, startAfter: settled.nextAttemptAt }
      await deps.jobs.add(tx, 'send-message', { messageId: message.id }, options)
    } else if (settled.status !== 'not-sent') {
      await endUnreachable(tx, message.resetId, at)
    }
    return settled
  })
}

/** A delay past the time when we give up is a failure; its last words stay. */
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
