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
export function deliveryReason({ code, enhanced }: SmtpReply): DeliveryReason {
  if (signInCodes.includes(code)) return 'mail-server-sign-in-failed'
  const [, subject, detail] = enhanced?.split('.') ?? []
  const known = bySubjectAndDetail[`${subject}.${detail}`]
  if (known) return known
  // Greylisting says 4.7.1: to come back later is no policy against this mail.
  if (subject === '7' && code >= 500) return 'refused-by-policy'
  if (code >= 400 && code < 500) return 'mail-server-busy'
  return (enhanced === null && byReplyCode[code]) || 'not-understood'
}

/** Reads `550 5.1.1 …`, also with hyphens as in replies of many lines. Null: no SMTP reply. */
export function parseSmtpReply(response: string): SmtpReply | null {
  const match = /^([245]\d{2})(?:[ -]+([245]\.\d{1,3}\.\d{1,3})\b)?/.exec(response)
  return match?.[1] ? { code: Number(match[1]), enhanced: match[2] ?? null } : null
}
