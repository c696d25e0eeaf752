import type { DeliveryReason } from '@rekey/contracts/messages'

/** What a code means by itself, whatever the words beside it are. Null: it has many meanings. */
export const clearReason = (status: string): DeliveryReason | null =>
  clearCodes[status] ?? exchangeBan(status)

/** Whether a code is about the recipient's address or mailbox. */
export const isOfRecipient = (status: string) => status in recipientCodes

/**
 * Subjects and details that have one meaning whatever the words are: IANA's "SMTP Enhanced Status
 * Codes", and the codes that Exchange Online and Gmail add. Gmail gives 7.27, 7.28 and 7.30 other
 * meanings than IANA, but all of them concern the sender.
 */
const clearCodes: Readonly<Record<string, DeliveryReason | undefined>> = {
  // Authentication of our mails: DKIM, SPF, reverse DNS, several of them, ARC, alignment, DMARC
  // record.
  '7.20': 'sender-not-trusted',
  '7.21': 'sender-not-trusted',
  '7.22': 'sender-not-trusted',
  '7.23': 'sender-not-trusted',
  '7.24': 'sender-not-trusted',
  '7.25': 'sender-not-trusted',
  '7.26': 'sender-not-trusted',
  '7.27': 'sender-not-trusted',
  '7.29': 'sender-not-trusted',
  '7.30': 'sender-not-trusted',
  '7.32': 'sender-not-trusted',
  '7.40': 'sender-not-trusted',
  '7.506': 'sender-not-trusted',
  '7.509': 'sender-not-trusted',
  '7.512': 'sender-not-trusted',
  '7.515': 'sender-not-trusted',
  // Our address, and the addresses from which our account may send.
  '1.7': 'sender-not-permitted',
  '2.252': 'sender-not-permitted',
  '7.14': 'sender-not-permitted',
  '7.60': 'sender-not-permitted',
  '7.750': 'sender-not-permitted',
  // Limits of our account.
  '1.90': 'quota-used-up',
  '7.232': 'quota-used-up',
  '7.233': 'quota-used-up',
  // Our network, or a ban of our account for spam.
  '7.28': 'sender-blocked',
  '7.501': 'sender-blocked',
  '7.502': 'sender-blocked',
  '7.503': 'sender-blocked',
  '7.508': 'sender-blocked',
  '7.511': 'sender-blocked',
  '7.650': 'sender-blocked',
  // Exchange Online doesn't recognise us as a server of that customer.
  '7.64': 'relay-denied',
  '7.68': 'relay-denied',
  '7.367': 'relay-denied',
  // The recipient, the group or their administrator accepts mail of some senders only.
  '7.12': 'refused-by-policy',
  '7.51': 'refused-by-policy',
  '7.124': 'refused-by-policy',
  '7.129': 'refused-by-policy',
  '7.133': 'refused-by-policy',
  '7.134': 'refused-by-policy',
  '7.135': 'refused-by-policy',
  '7.136': 'refused-by-policy',
  '7.193': 'refused-by-policy',
  '7.507': 'refused-by-policy',
  '7.510': 'refused-by-policy',
  '7.513': 'refused-by-policy',
  // The recipient's mailbox or its hourly limit.
  '2.121': 'mail-server-busy',
  '2.122': 'mail-server-busy',
  '7.504': 'address-does-not-exist',
  '7.505': 'mailbox-disabled',
}

/** Exchange Online bans networks (606–649) and accounts (700–749), and limits both before that. */
function exchangeBan(status: string): DeliveryReason | null {
  const number = Number(/^7\.(\d{3})$/.exec(status)?.[1])
  const isBan = (number >= 606 && number <= 649) || (number >= 701 && number <= 749)
  return isBan || (number >= 850 && number <= 899) ? 'sender-blocked' : null
}

type Coded = {
  readonly code: number
  /** Subject and detail of the enhanced status: "7.1" of 5.7.1. */
  readonly status: string
  /** Whether the server won't take the mail later either. */
  readonly isFinal: boolean
  /** Whether the answer has no enhanced status. */
  readonly isBare: boolean
}

/** What the codes say when the words say nothing. */
export function reasonByCode({ code, status, isFinal, isBare }: Coded): DeliveryReason {
  const known = recipientCodes[status] ?? (isFinal ? finalCodes[status] : undefined)
  if (known) return known
  // Greylisting answers 4.7.1; a request to come back later isn't a policy against this mail.
  if (!isFinal) return 'mail-server-busy'
  if (status.startsWith('7.')) return 'refused-by-policy'
  return (isBare && byReplyCode[code]) || 'not-understood'
}

/** Reply codes that are clear without an enhanced status (RFC 5321, 4.2.3). */
const byReplyCode: Readonly<Record<number, DeliveryReason>> = {
  551: 'address-does-not-exist',
  552: 'mailbox-full',
  553: 'address-does-not-exist',
  556: 'address-does-not-exist',
}

/** Reasons about the recipient's address and mailbox; with them, few words can be about us. */
const recipientCodes: Readonly<Record<string, DeliveryReason | undefined>> = {
  '1.1': 'address-does-not-exist',
  '1.2': 'address-does-not-exist',
  '1.3': 'address-does-not-exist',
  '1.4': 'address-does-not-exist',
  '1.6': 'address-does-not-exist',
  // RFC 7505: the domain accepts no mail at all.
  '1.10': 'address-does-not-exist',
  '2.1': 'mailbox-disabled',
  '2.2': 'mailbox-full',
  '2.3': 'message-too-large',
  '3.4': 'message-too-large',
}

/** Codes with this meaning only when they are final: with class 4 the server is busy. */
const finalCodes: Readonly<Record<string, DeliveryReason | undefined>> = {
  '1.0': 'address-does-not-exist',
  '1.8': 'sender-not-trusted',
  '2.0': 'mailbox-disabled',
  '3.1': 'recipient-server-unreachable',
  '3.2': 'recipient-server-unreachable',
  '4.1': 'recipient-server-unreachable',
  '4.2': 'recipient-server-unreachable',
  '4.3': 'recipient-server-unreachable',
  '4.4': 'address-does-not-exist',
  // IANA: congestion. If it is final, it is Gmail's daily limit.
  '4.5': 'quota-used-up',
  // The recipient's mail servers forward the mail to each other in a loop.
  '4.6': 'recipient-server-unreachable',
  '4.14': 'recipient-server-unreachable',
  '4.300': 'time-ran-out',
  '4.310': 'address-does-not-exist',
  '4.312': 'recipient-server-unreachable',
  '4.316': 'recipient-server-unreachable',
  '4.317': 'recipient-server-unreachable',
  '4.318': 'recipient-server-unreachable',
  // Yahoo can't verify the sender (DMARC).
  '7.5': 'sender-not-trusted',
  '7.7': 'sender-not-trusted',
  '7.9': 'sender-not-trusted',
  '7.13': 'mailbox-disabled',
  // RFC 7293: the address belongs to another person now.
  '7.17': 'address-does-not-exist',
  '7.18': 'address-does-not-exist',
  '7.321': 'recipient-server-unreachable',
  '7.322': 'recipient-server-unreachable',
  '7.323': 'recipient-server-unreachable',
  '7.324': 'recipient-server-unreachable',
  '7.325': 'recipient-server-unreachable',
}
