import type { DeliveryReason, MessageReason, MessageStatus } from '@rekey/contracts/messages'

/** A mail's state, and when it left us (null: it hasn't). */
export type MessageState = {
  readonly status: MessageStatus
  readonly reason: MessageReason | null
  readonly acceptedAt: Date | null
}

/** What a server or provider that received the mail from us reports. */
export type Told = {
  readonly status: 'accepted' | 'delayed' | 'delivered' | 'bounced'
  readonly reason: DeliveryReason | null
  readonly at: Date
}

/**
 * Decides whether a report moves a mail's state, and where to; a state never moves back. Reports
 * come late, twice and in any order, so the last report isn't the last event. Therefore the state
 * that says most wins, and the same reports lead to the same state in any order:
 *
 * accepted < delayed beyond our mail server < delivered < delivered, and marked as spam < bounced
 *
 * A bounce says more than a delivery: the server that accepted the mail may still return it, but no
 * server takes a bounce back. Any report says more than our own "failed", "refused" or "not sent".
 * Only a server that received the mail can report on it, for example after a connection broke
 * before the answer.
 *
 * While we are still sending the mail, no report moves it: a forged or mistaken report must not
 * stop a try. The result of our next try takes earlier reports into account (record-deliveries.ts).
 */
export function nextState(state: MessageState, told: Told): MessageState {
  if (isWaiting(state)) return state
  const isNews = weight(told) > weight(state) || (isDelayed(told) && isDelayed(state))
  if (!isNews) return state
  return { status: told.status, reason: told.reason, acceptedAt: state.acceptedAt ?? told.at }
}

/** Still ours to send: `delayed` without an acceptance is a delay at our own mail server. */
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
