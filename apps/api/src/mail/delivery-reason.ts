import type { DeliveryReason } from '@rekey/contracts/messages'
import { judgeRefusal } from './judge-refusal.ts'

/** An SMTP reply: its code (RFC 5321) and, where it has one, its enhanced status (RFC 3463). */
export type SmtpReply = { readonly code: number; readonly enhanced: string | null }

/** Events between mail servers beyond our own, so only a later report can tell of them. */
const beyondOurs: Readonly<Record<string, DeliveryReason | undefined>> = {
  '4.1': 'recipient-server-unreachable',
  '4.2': 'recipient-server-unreachable',
  '4.3': 'recipient-server-unreachable',
  // There is no host for that domain.
  '4.4': 'address-does-not-exist',
  '4.7': 'time-ran-out',
}

/**
 * The reason of a later report, from the report's own status code and the words of the server that
 * refused. Reporters that don't know the reason send "5.0.0" (Exim always does), so the words
 * decide then.
 * @param isFinal there are no more tries: a temporary problem lasted too long
 */
export function reportedReason(
  { status, words }: { readonly status: string | null; readonly words: string },
  { isFinal }: { readonly isFinal: boolean },
): DeliveryReason {
  const reply = parseSmtpReply(words)
  const told = /^[245]\.\d{1,3}\.\d{1,3}(?=\D|$)/.exec(status ?? '')?.[0] ?? null
  const enhanced = told && !told.endsWith('.0.0') ? told : (reply?.enhanced ?? null)
  const code = reply?.code ?? ((enhanced ?? told)?.startsWith('4') ? 450 : 550)
  const judged = judgeRefusal({ stage: 'beyond', code, enhanced, words })
  const subjectAndDetail = enhanced?.slice(2) ?? ''
  const isVague = judged.fault === 'theirs' && vague.has(judged.reason)
  const reason = (isVague && beyondOurs[subjectAndDetail]) || judged.reason
  return isFinal && reason === 'mail-server-busy' ? 'time-ran-out' : reason
}

const vague = new Set<DeliveryReason>(['mail-server-busy', 'not-understood'])

/**
 * Reads `550 5.1.1 …`, also with hyphens as in replies of several lines, and qmail's `553 …
 * (#5.7.1)`. Null: not an SMTP reply.
 */
export function parseSmtpReply(response: string): SmtpReply | null {
  const match = /^([245]\d{2})(?:[ -]+#?([245]\.\d{1,3}\.\d{1,3})\b)?/.exec(response)
  if (!match?.[1]) return null
  const atEnd = /\(#([245]\.\d{1,3}\.\d{1,3})\)/.exec(response)?.[1]
  return { code: Number(match[1]), enhanced: match[2] ?? atEnd ?? null }
}
