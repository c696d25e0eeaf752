import type { DeliveryReason } from '@rekey/contracts/messages'

/** What a bounce says about a mail. `at`: when it happened; null: the bounce doesn't say. */
export type BounceReport = {
  readonly status: 'accepted' | 'delayed' | 'delivered' | 'bounced'
  readonly reason: DeliveryReason | null
  readonly detail: string | null
  readonly at: Date | null
}

/**
 * It doesn't change the mail's state, because we don't know whether the mail was returned or is
 * only late.
 */
export const unreadableBounce: BounceReport = {
  status: 'accepted',
  reason: null,
  detail: "We can't read this bounce.",
  at: null,
}
