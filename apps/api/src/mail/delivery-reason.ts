import type { DeliveryReason } from '@rekey/contracts/messages'

/** An SMTP reply: its code (RFC 5321) and, where it has one, its enhanced status (RFC 3463). */
export type SmtpReply = { readonly code: number; readonly enhanced: string | null }

/**
 * An enhanced status code in a listed word. Subject and detail decide ("1.1": bad destination
 * mailbox); the class (2, 4, 5) says only whether it heals, which is the caller's to judge.
 */
const bySubjectAndDetail: Readonly<Record<string, DeliveryReason>> = {
  '1.1': 'address-does-not-exist',
  '1.2': 'address-does-not-exist',
  '1.3': 'address-does-not-exist',
  '1.6': 'address-does-not-exist',
  // RFC 7505: the domain takes no mail at all.
  '1.10': 'address-does-not-exist',
  // The sender's address, or what its domain publishes of who may send (RFC 7372; Gmail, Outlook).
  '1.7': 'sender-not-trusted',
  '1.8': 'sender-not-trusted',
  '7.20': 'sender-not-trusted',
  '7.21': 'sender-not-trusted',
  '7.22': 'sender-not-trusted',
  '7.23': 'sender-not-trusted',
  '7.24': 'sender-not-trusted',
  '7.25': 'sender-not-trusted',
  '7.26': 'sender-not-trusted',
  '7.27': 'sender-not-trusted',
  '7.515': 'sender-not-trusted',
  '2.1': 'mailbox-disabled',
  '2.2': 'mailbox-full',
  '2.3': 'message-too-large',
  '3.4': 'message-too-large',
}

/** The server wants a sign-in, another one, or TLS before it (RFC 4954, 6). */
const signInCodes = [454, 530, 534, 535, 538]

/** Replies that say enough without an enhanced status (RFC 5321, 4.2.3). */
const byReplyCode: Readonly<Record<number, DeliveryReason>> = {
  551: 'address-does-not-exist',
  552: 'mailbox-full',
  553: 'address-does-not-exist',
}

/** Why a mail server said no, in a listed word; `not-understood` where it didn't say. */
export function deliveryReason(reply: SmtpReply): DeliveryReason {
  return signInCodes.includes(reply.code) ? 'mail-server-sign-in-failed' : refusalReason(reply)
}

function refusalReason({ code, enhanced }: SmtpReply): DeliveryReason {
  const [, subject, detail] = enhanced?.split('.') ?? []
  const known = bySubjectAndDetail[`${subject}.${detail}`]
  if (known) return known
  // Greylisting says 4.7.1: to come back later is no policy against this mail.
  if (subject === '7' && code >= 500) return 'refused-by-policy'
  if (code >= 400 && code < 500) return 'mail-server-busy'
  return (enhanced === null && byReplyCode[code]) || 'not-understood'
}

/** What happened between mail servers beyond our own, which alone can tell of it later. */
const beyondOurs: Readonly<Record<string, DeliveryReason>> = {
  '4.1': 'recipient-server-unreachable',
  '4.2': 'recipient-server-unreachable',
  '4.3': 'recipient-server-unreachable',
  // No host for that domain.
  '4.4': 'address-does-not-exist',
  '4.7': 'time-ran-out',
}

/**
 * Why, as it is told later: by the report's own status code, and the words of the server that said
 * no. "5.0.0" is what reporters say that don't know (Exim always does): then the words tell more.
 * @param isFinal no more tries: what would have healed ran out of time
 */
export function reportedReason(
  { status, words }: { readonly status: string | null; readonly words: string },
  { isFinal }: { readonly isFinal: boolean },
): DeliveryReason {
  const reply = parseSmtpReply(words)
  const told = /^[245]\.\d{1,3}\.\d{1,3}(?=\D|$)/.exec(status ?? '')?.[0] ?? null
  const enhanced = told && !told.endsWith('.0.0') ? told : (reply?.enhanced ?? null)
  const code = reply?.code ?? ((enhanced ?? told)?.startsWith('4') ? 450 : 550)
  const subjectAndDetail = enhanced?.slice(2) ?? ''
  const reason = beyondOurs[subjectAndDetail] ?? refusalReason({ code, enhanced })
  return isFinal && reason === 'mail-server-busy' ? 'time-ran-out' : reason
}

/** Reads `550 5.1.1 …`, also with hyphens as in replies of many lines. Null: no SMTP reply. */
export function parseSmtpReply(response: string): SmtpReply | null {
  const match = /^([245]\d{2})(?:[ -]+([245]\.\d{1,3}\.\d{1,3})\b)?/.exec(response)
  return match?.[1] ? { code: Number(match[1]), enhanced: match[2] ?? null } : null
}
