import type { DeliveryReason, MessageReason, MessageStatus } from '@rekey/contracts/messages'

/** Where a mail stands, and since when it has been out of our hands (null: it is not). */
export type MessageState = {
  readonly status: MessageStatus
  readonly reason: MessageReason | null
  readonly acceptedAt: Date | null
}

/** What somebody who had the mail after us tells of it. */
export type Told = {
  readonly status: 'accepted' | 'delayed' | 'delivered' | 'bounced'
  readonly reason: DeliveryReason | null
  readonly at: Date
}

/**
 * Whether a report moves a mail's state, and where to: never back. What is told last is not what
 * happened last, since reports come late, twice and in any order; so the one that says most holds,
 * and the same reports end in the same state in whatever order they come:
 *
 * accepted < delayed beyond our mail server < delivered < delivered, and marked as spam < bounced
 *
 * A bounce says more than a delivery: the server that took the mail may still return it, and none
 * takes a bounce back. Anything says more than our own "failed", "refused" or "not sent": whoever
 * can report on a mail has had it, say after a talk that broke off before its answer.
 *
 * While the mail is still ours to send, no report moves it: a forged or mistaken one must not stop a
 * try. The next outcome of ours catches up on what was told meanwhile (record-delivery.ts).
 */
export function nextState(state: MessageState, told: Told): MessageState {
  if (isWaiting(state)) return state
  const isNews = weight(told) > weight(state) || (isDelayed(told) && isDelayed(state))
  if (!isNews) return state
  return { status: told.status, reason: told.reason, acceptedAt: state.acceptedAt ?? told.at }
}

/** Ours to send: `delayed` without an acceptance is our own mail server's delay. */
const isWaiting = ({ status, acceptedAt }: MessageState) =>
  acceptedAt === null && (status === 'queued' || status === 'sending' || status === 'delayed')

const isDelayed = ({ status }: { readonly status: MessageStatus }) => status === 'delayed'

const weights: Partial<Record<MessageStatus, number>> = {
  accepted: 1,
  delayed: 2,
  delivered: 3,
  bounced: 5,
}

const weight = ({ status, reason }: Pick<MessageState, 'status' | 'reason'>) =>
  reason === 'marked-as-spam' ? 4 : (weights[status] ?? 0)
