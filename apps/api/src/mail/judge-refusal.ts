import type { DeliveryReason, RefusalOfUs } from '@rekey/contracts/messages'
import { clearReason, isOfRecipient, reasonByCode } from './refusal-codes.ts'
import { meansTooManyConnections, reasonInWords, refusesTheirOwnWay } from './refusal-words.ts'

/** A refusal of a mail. `null` means that the server didn't say it. */
type Refusal = {
  /** Whether our own mail server said it, or a mail server beyond it reported it later. */
  readonly stage: 'our-server' | 'beyond'
  /** RFC 5321. */
  readonly code: number
  /** RFC 3463. */
  readonly enhanced: string | null
  readonly words: string
}

type Judgement = {
  /** `ours`: the server would refuse every mail like this until the operator fixes the cause. */
  readonly fault: 'ours' | 'theirs'
  readonly reason: DeliveryReason
}

/**
 * Decides whose fault a refusal is, and gives a reason from a list. Codes alone can't tell: 5.7.1
 * is used for a closed relay, a bad DMARC record and a recipient's own filter. So unambiguous codes
 * decide first, then the words, then the other codes. An unclear refusal counts as the recipient's,
 * because a mail that waits for a fix on our side would wait in vain.
 */
export function judgeRefusal(refusal: Refusal): Judgement {
  const reason = reasonOf(refusal)
  return { fault: isOfUs(reason) ? 'ours' : 'theirs', reason }
}

const refusalsOfUs: Readonly<Record<RefusalOfUs, true>> = {
  'sender-not-trusted': true,
  'sender-not-permitted': true,
  'sender-blocked': true,
  'relay-denied': true,
  'quota-used-up': true,
}

const isOfUs = (reason: DeliveryReason) => reason in refusalsOfUs

function reasonOf({ stage, code, enhanced, words }: Refusal): DeliveryReason {
  const status = enhanced?.slice(2) ?? ''
  const isFinal = code >= 500
  const isOurServer = stage === 'our-server'
  if (meansTooManyConnections(words)) return 'mail-server-busy'
  if (isOurServer && signInCodes.includes(code)) return 'mail-server-sign-in-failed'
  const clear = clearReason(status)
  if (clear) return clear
  if (refusesTheirOwnWay(words)) return 'refused-by-policy'
  const told = reasonInWords(words, { ofRecipient: isOfRecipient(status) })
  if (told && !isOurServer && told in beyondOurServer) return beyondOurServer[told] ?? told
  if (told) return isFinal || lasts(told) ? told : 'mail-server-busy'
  // Postfix also answers 454 when it denies relaying; the words above distinguish the two.
  if (isOurServer && code === 454) return 'mail-server-sign-in-failed'
  return reasonByCode({ code, status, isFinal, isBare: enhanced === null })
}

/**
 * The server requires a sign-in, a different one, or TLS before it (RFC 4954, 6; RFC 5248, 2.4).
 */
const signInCodes = [432, 525, 530, 534, 535, 538]

/** It lasts until the operator fixes it, although the server says 4yz. */
const lasts = (reason: DeliveryReason) =>
  isOfUs(reason) || reason === 'mailbox-full' || reason === 'mail-server-sign-in-failed'

/**
 * The same words from a server that our own mail server talked to. They mean that it isn't the
 * recipient's mail server, or that it accepts mails of its own users only.
 */
const beyondOurServer: Readonly<Partial<Record<DeliveryReason, DeliveryReason>>> = {
  'relay-denied': 'recipient-server-unreachable',
  'mail-server-sign-in-failed': 'refused-by-policy',
}
