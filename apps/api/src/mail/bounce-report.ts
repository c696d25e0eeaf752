import type { DeliveryReason } from '@rekey/contracts/messages'

/** What a bounce says of a mail. `at`: when it happened; null: not told. */
export type BounceReport = {
  readonly status: 'accepted' | 'delayed' | 'delivered' | 'bounced'
  readonly reason: DeliveryReason | null
  readonly detail: string | null
  readonly at: Date | null
}

/** It moves no state: whether the mail was returned or is only late isn't known. */
export const unreadableBounce: BounceReport = {
  status: 'accepted',
  reason: null,
  detail: "We can't read this bounce.",
  at: null,
}
