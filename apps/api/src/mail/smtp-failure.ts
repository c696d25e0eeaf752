import type { DeliveryReason } from '@rekey/contracts/messages'
import { parseSmtpReply, type SmtpReply } from './delivery-reason.ts'
import { judgeRefusal } from './judge-refusal.ts'
import type { Delivery } from './mail.ts'
import { meansTooManyConnections } from './refusal-words.ts'

/** The fields of nodemailer's errors beside the message. */
type SmtpError = Error & {
  code?: string
  /** Node's own code; nodemailer's `code` only names the phase of the connection. */
  originalCode?: string
  command?: string
  response?: string | false
}

/** An invalid certificate, or no common way to encrypt (Node's TLS and OpenSSL codes). */
const tlsFault = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

/**
 * Faults of our connection to the server. They say nothing about the recipient, so the mail is
 * tried again. Unlisted faults are treated the same, such as a socket that closes between two
 * states (EPIPE, ECONNRESET).
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

/**
 * Faults of the mail itself: an invalid address, or a body that can't be read. No further try can
 * fix them.
 */
const ourFaults = new Set(['EENVELOPE', 'EMESSAGE', 'ESTREAM'])

/**
 * Replies to these commands are about this mail; replies to all others are about us and the server.
 */
const mailCommands = ['MAIL FROM', 'RCPT TO', 'DATA']

/**
 * Classifies a failed try. 4yz is temporary, and so is what the operator must fix: the sign-in, and
 * each refusal of us as a sender. Every other 5yz is final (RFC 5321, 4.2.1).
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

/**
 * A server may refuse our network or our name before there is a mail: in its greeting, or at EHLO.
 */
function talkReason({ code = '', response }: SmtpError, reply: SmtpReply | null): DeliveryReason {
  if (reply && meansTooManyConnections(response || '')) return 'mail-server-busy'
  const known = talkReasons[code] ?? 'mail-server-unreachable'
  if (!reply || known === 'mail-server-sign-in-failed') return known
  const { fault, reason } = judgeRefusal({ stage: 'our-server', ...reply, words: response || '' })
  return fault === 'ours' ? reason : known
}

const maximumDetailLength = 500

/** The server's words on one line, shortened, in a form that may be shown. */
export const shownDetail = (words: string) =>
  words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, maximumDetailLength)
    .toWellFormed()
