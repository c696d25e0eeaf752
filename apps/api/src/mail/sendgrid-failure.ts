import type { DeliveryReason } from '@rekey/contracts/messages'
import { second } from '../lib/clock.ts'
import { judgeRefusal } from './judge-refusal.ts'
import type { Delivery } from './mail.ts'
import { shownDetail } from './smtp-failure.ts'

/** What a failed call throws: their ResponseError for an answer, the HTTP client's error for none. */
type SendgridError = {
  readonly code?: number | string
  readonly message?: string
  readonly response?: { readonly headers?: object; readonly body?: unknown }
}

type Judged = { readonly status: 'delayed' | 'refused'; readonly reason: DeliveryReason }

/**
 * What a failed try amounts to. 4xx is about this mail, and final; but a key that is wrong or lacks a
 * permission, used-up credits and a sender that isn't verified are the operator's to put right, and
 * heal, as they do over SMTP. 408, 429 and 5xx heal by themselves.
 */
export function sendgridFailure(error: unknown): Delivery & { readonly detail: string } {
  const fault: SendgridError = error instanceof Error ? error : { message: String(error) }
  if (typeof fault.code !== 'number') return talkFailure(fault)
  const faults = listedFaults(fault.response?.body)
  const words = faults.map(({ message }) => message).join(' ')
  return {
    ...judge(fault.code, faults),
    detail: shownDetail(`HTTP ${fault.code} ${words || (fault.message ?? '')}`),
    ...(fault.code === 429 && { waitMs: askedWaitMs(fault.response?.headers) }),
  }
}

const byStatus: Readonly<Record<number, Judged>> = {
  401: { status: 'delayed', reason: 'mail-server-sign-in-failed' },
  403: { status: 'delayed', reason: 'mail-server-sign-in-failed' },
  408: { status: 'delayed', reason: 'mail-server-timeout' },
  413: { status: 'refused', reason: 'message-too-large' },
  429: { status: 'delayed', reason: 'mail-server-busy' },
}

function judge(status: number, faults: readonly Fault[]): Judged {
  if (status >= 500) return { status: 'delayed', reason: 'mail-server-busy' }
  const ofUs = refusalOfUs(faults)
  if (ofUs && status !== 413 && status !== 429) return { status: 'delayed', reason: ofUs }
  const isOfRecipient = faults.some(({ field }) => /^personalizations\.\d+\.to\b/.test(field))
  const reason = isOfRecipient ? 'address-does-not-exist' : 'not-understood'
  return byStatus[status] ?? { status: 'refused', reason }
}

/** By the words of a fault that names no field, or our sender. */
function refusalOfUs(faults: readonly Fault[]): DeliveryReason | null {
  const words = faults
    .filter(({ field }) => field === '' || field.startsWith('from'))
    .map(({ message }) => message)
    .join(' ')
  const judged = judgeRefusal({ stage: 'our-server', code: 550, enhanced: null, words })
  return judged.fault === 'ours' ? judged.reason : null
}

type Fault = { readonly message: string; readonly field: string }

/** `{ errors: [{ message, field, help }] }`; gateways before it answer in HTML, which says less. */
function listedFaults(body: unknown): Fault[] {
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : []
  if (!Array.isArray(errors)) return []
  return errors.map((error: { message?: unknown; field?: unknown } | null) => ({
    message: wordsOf(error?.message),
    field: wordsOf(error?.field),
  }))
}

const wordsOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** `Retry-After` in seconds, or their own `X-RateLimit-Reset`, a Unix time. Milliseconds; 0: not told. */
function askedWaitMs(headers: object = {}): number {
  const told: Readonly<Record<string, unknown>> = { ...headers }
  const after = Number(told['retry-after'])
  if (after > 0) return after * second
  const reset = Number(told['x-ratelimit-reset']) * second
  return reset > 0 ? Math.max(0, reset - Date.now()) : 0
}

/** A certificate that doesn't hold, or no common way to encrypt (Node's TLS and OpenSSL codes). */
const tlsFault = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/
const timeouts = new Set(['ERR_CANCELED', 'ECONNABORTED', 'ETIMEDOUT'])

/** There was no answer, or none of theirs. It says nothing of the mail, so all of it heals. */
function talkFailure({ code = '', message = '' }: SendgridError): Delivery {
  const detail = shownDetail(message)
  // No code: their library refused to write the mail, which no try heals.
  if (code === '') return { status: 'failed', reason: 'could-not-be-written', detail }
  const name = String(code)
  if (timeouts.has(name)) return { status: 'delayed', reason: 'mail-server-timeout', detail }
  const reason = tlsFault.test(name) ? 'mail-server-tls-failed' : 'mail-server-unreachable'
  return { status: 'delayed', reason, detail }
}
