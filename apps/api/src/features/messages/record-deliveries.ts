import type { Deps } from '../../deps.ts'
import { type Transaction, waitBriefly } from '../../lib/database.ts'
import type { Delivery } from '../../mail/mail.ts'
import { holdResets } from '../../models/hold-reset.ts'
import {
  type ClaimedMessage,
  catchUpOnReports,
  type Settled,
  settleMessages,
} from '../../models/message-outcomes.ts'
import { prolong } from '../../models/reset-time.ts'
import { endUnreachable } from '../../models/resets.ts'
import { nextAttempt } from './next-attempt.ts'

/** The result of a try: a mail server's answer, or our decision not to send. */
export type Outcome =
  | Delivery
  | { readonly status: 'not-sent'; readonly reason: 'cancelled'; readonly detail: null }

/** A try of a mail, and its result. */
export type TriedMail = { readonly message: ClaimedMessage; readonly outcome: Outcome }

type EndedMail = { readonly message: ClaimedMessage; readonly settled: Settled }

/**
 * Records the results of tries of different mails with all consequences in one transaction: the
 * mails' statuses, their histories, the lives of their resets, and the next tries. After a crash
 * before the commit a mail stays in `sending`, and the same mail is sent again. Lock order: reset,
 * message.
 * @returns how each try ended; null: a later try has overtaken it
 */
export async function recordDeliveries(
  deps: Deps,
  tried: readonly TriedMail[],
): Promise<(Settled | null)[]> {
  const at = deps.clock.now()
  const { resetLifetimeMinutes } = await deps.settings.current()
  const ended = tried.map(({ message, outcome }) => ({
    message,
    settled: settle(message, outcome, at),
  }))
  const recorded = await deps.db.$transaction(async (tx) => {
    await waitBriefly(tx, ended)
    await holdResets(tx, resetsOf(ended))
    const counted = await settleMessages(tx, ended, at)
    const over = counted.filter(({ settled }) => !settled.nextAttemptAt)
    const sent = over.length > 0 ? await catchUpOnReports(tx, over, at) : []
    await prolong(
      tx,
      sent.map(({ message }) => acceptedMail(message, resetLifetimeMinutes)),
      at,
    )
    await endWithoutMail(
      tx,
      over.filter((each) => !sent.includes(each)),
      at,
    )
    await tryAgain(deps, tx, counted)
    return new Set(counted)
  })
  return ended.map((each) => (recorded.has(each) ? each.settled : null))
}

const resetsOf = (mails: readonly EndedMail[]) =>
  mails.flatMap(({ message }) => message.resetId ?? [])

const acceptedMail = ({ resetId, lifetimeSeconds }: ClaimedMessage, lifetimeMinutes: number) => ({
  resetId,
  lifetimeSeconds: lifetimeSeconds ?? lifetimeMinutes * 60,
})

/** A mail that was cancelled ends no reset: its reset has ended, or another mail brings it. */
async function endWithoutMail(tx: Transaction, mails: readonly EndedMail[], at: Date) {
  const failed = mails.filter(({ settled }) => settled.status !== 'not-sent')
  if (failed.length > 0) await endUnreachable(tx, resetsOf(failed), at)
}

async function tryAgain({ jobs }: Deps, tx: Transaction, mails: readonly EndedMail[]) {
  for (const { message, settled } of mails) {
    if (!settled.nextAttemptAt) continue
    const options = { lane: message.lane, startAfter: settled.nextAttemptAt }
    await jobs.add(tx, 'send-message', { messageId: message.id }, options)
  }
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
