import type { Deps } from '../../deps.ts'
import { type Attempt, type Due, giveBack, recordAttempt, type Settled } from './due-deliveries.ts'
import { nextTry, readRetryAfter } from './next-try.ts'
import { sendEvent } from './send-event.ts'
import { noteFailure, noteSuccess } from './webhook-health.ts'

export type DeliverOptions = {
  /** Milliseconds that one try may take; tests shorten it. */
  readonly patience?: number
  /** Aborted when the worker ends. */
  readonly stopping?: AbortSignal
}

/**
 * One try of one delivery: sends the event and stores how it ended. If the worker dies in between,
 * the event is sent again with the same id.
 */
export async function deliverEvent(
  deps: Deps,
  due: Due,
  options: DeliverOptions = {},
): Promise<void> {
  const attempt = await sendEvent(deps, due, options)
  if (options.stopping?.aborted && attempt.status === null)
    return void (await giveBack(deps.db, due))
  const settled = settle(due, attempt, deps.clock.now())
  await deps.db.$transaction(async (tx) => {
    const isCounted = (await recordAttempt(tx, due, attempt, settled)) > 0
    if (!isCounted || due.isTest) return
    await (attempt.isDelivered
      ? noteSuccess(tx, due.webhookId)
      : noteFailure(tx, deps, due.webhookId, {
          at: attempt.at,
          isLastTry: settled.status === 'failed',
          isGone: attempt.status === 410,
        }))
  })
  const { webhookId, eventId, type } = due
  const { status, detail } = attempt
  deps.log.info({ webhookId, eventId, type, tries: due.tries + 1, status, detail }, 'webhook')
}

/** A receiver that says 410 wants nothing more, so it isn't tried again. */
function settle({ tries, isTest }: Due, attempt: Attempt, now: Date): Settled {
  if (attempt.isDelivered) return { status: 'delivered', nextAttemptAt: null }
  const isBusy = attempt.status === 429 || attempt.status === 503
  const waitMs = isBusy ? readRetryAfter(attempt.retryAfter, now) : 0
  const isOver = isTest || attempt.status === 410
  const nextAttemptAt = isOver ? null : nextTry(tries + 1, { now, waitMs })
  return { status: nextAttemptAt ? 'pending' : 'failed', nextAttemptAt }
}
