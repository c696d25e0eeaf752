import type { DeliveryReason } from '@rekey/contracts/messages'
import { parseSmtpReply, type SmtpReply } from './delivery-reason.ts'
import { judgeRefusal } from './judge-refusal.ts'
import type { Delivery } from './mail.ts'

/** What nodemailer's errors carry beside their message. */
type SmtpError = Error & {
  code?: string
  /** Node's own, where nodemailer's `code` says only which part of the talk it was. */
  originalCode?: string
  command?: string
  response?: string | false
}

/** A certificate that doesn't hold, or no common way to encrypt (Node's TLS and OpenSSL codes). */
const tlsFault = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

/**
 * Faults of our talk with the server. They say nothing of the recipient, so all of them heal; so
 * does whatever isn't listed, such as a socket that closes between two states (EPIPE, ECONNRESET).
 */
const talkReasons: Readonly<Record<string, DeliveryReason>> = {
  EAUTH: 'mail-server-sign-in-failed',
  ENOAUTH: 'mail-server-sign-in-failed',
  EOAUTH2: 'mail-server-sign-in-failed',
  ETLS: 'mail-server-tls-failed',
  ETIMEDOUT: 'mail-server-timeout',
  EABORT: 'mail-server-timeout',
  ECONNECTION: 'mail-server-unreachable',
  ESOCKET: 'mail-server-unreachable',
  EDNS: 'mail-server-unreachable',
  EPROTOCOL: 'mail-server-unreachable',
  EPROXY: 'mail-server-unreachable',
}

/** Faults of the mail itself: an address that is none, a body that can't be read. No try heals them. */
const ourFaults = new Set(['EENVELOPE', 'EMESSAGE', 'ESTREAM'])

/** Replies to these commands are about this mail; to any other, about us and the server. */
const mailCommands = ['MAIL FROM', 'RCPT TO', 'DATA']

/**
 * What a failed try amounts to. 4yz heals, and so does what the operator must put right: the sign-in,
 * and each refusal of us as a sender. Every other 5yz is final (RFC 5321, 4.2.1).
 */
export function smtpFailure(error: unknown): Delivery {
  const fault: SmtpError = error instanceof Error ? error : new Error(String(error))
  const words = fault.response || ''
  const reply = parseSmtpReply(words)
  const detail = shownDetail(fault.response || fault.message)
  if (reply && mailCommands.includes(fault.command ?? '')) {
    return { ...judgeReply(reply, words), detail }
  }
  const isTlsFault = tlsFault.test(fault.originalCode ?? '')
  if (ourFaults.has(fault.code ?? '')) return { status: 'failed', reason: 'not-understood', detail }
  const reason = isTlsFault ? 'mail-server-tls-failed' : talkReason(fault, reply)
  return { status: 'delayed', reason, detail }
}

const healing: readonly DeliveryReason[] = [
  'mailbox-full',
  'mail-server-busy',
  'mail-server-sign-in-failed',
]

function judgeReply(reply: SmtpReply, words: string) {
  const { fault, reason } = judgeRefusal({ stage: 'our-server', ...reply, words })
  const heals = reply.code < 500 || fault === 'ours' || healing.includes(reason)
  return { status: heals ? ('delayed' as const) : ('refused' as const), reason }
}

/** A server may refuse our network or our name before there is a mail: in its greeting, at EHLO. */
function talkReason({ code = '', response }: SmtpError, reply: SmtpReply | null): DeliveryReason {
  const known = talkReasons[code] ?? 'mail-server-unreachable'
  if (!reply || known === 'mail-server-sign-in-failed') return known
  const { fault, reason } = judgeRefusal({ stage: 'our-server', ...reply, words: response || '' })
  return fault === 'ours' ? reason : known
}

const maximumDetailLength = 500

/** The server's words on one line, cut, as they may be shown. */
export const shownDetail = (words: string) =>
  words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, maximumDetailLength)
    .toWellFormed()
