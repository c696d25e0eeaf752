import type { DeliveryReason } from '@rekey/contracts/messages'
import { second } from '../lib/clock.ts'
import { judgeRefusal } from './judge-refusal.ts'
import type { Delivery } from './mail.ts'
import { shownDetail } from './smtp-failure.ts'

/**
 * The error of a failed call: SendGrid's ResponseError for an answer, the HTTP client's error
 * without one.
 */
type SendgridError = {
  readonly code?: number | string
  readonly message?: string
  readonly response?: { readonly headers?: object; readonly body?: unknown }
}

type Judged = { readonly status: 'delayed' | 'refused'; readonly reason: DeliveryReason }

/**
 * Classifies a failed try. SendGrid's 4xx is about this mail, and final. Exceptions are a wrong key or one
 * without the permission, used-up credits and an unverified sender. The operator can fix these, so
 * the mail is delayed, as over SMTP. 408, 429 and 5xx end by themselves.
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

const unreachable: Judged = { status: 'delayed', reason: 'mail-server-unreachable' }

function judge(status: number, faults: readonly Fault[]): Judged {
  if (status >= 500) return { status: 'delayed', reason: 'mail-server-busy' }
  const ofUs = refusalOfUs(faults)
  if (ofUs && status !== 413 && status !== 429) return { status: 'delayed', reason: ofUs }
  // SendGrid names the faults of each mail that it refuses. Else somebody on the way said it: a
  // proxy that asks for a password (407), or a page that a wrong base URL doesn't lead to (404).
  if (faults.length === 0) return byStatus[status] ?? unreachable
  const isOfRecipient = faults.some(({ field }) => /^personalizations\.\d+\.to\b/.test(field))
  const reason = isOfRecipient ? 'address-does-not-exist' : 'not-understood'
  return byStatus[status] ?? { status: 'refused', reason }
}

/** Judges a fault by its words if it names no field, or our sender. */
function refusalOfUs(faults: readonly Fault[]): DeliveryReason | null {
  const words = faults
    .filter(({ field }) => field === '' || field.startsWith('from'))
    .map(({ message }) => message)
    .join(' ')
  const judged = judgeRefusal({ stage: 'our-server', code: 550, enhanced: null, words })
  return judged.fault === 'ours' ? judged.reason : null
}

type Fault = { readonly message: string; readonly field: string }

/**
 * `{ errors: [{ message, field, help }] }`. Gateways before the API answer in HTML, which says
 * less.
 */
function listedFaults(body: unknown): Fault[] {
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : []
  if (!Array.isArray(errors)) return []
  return errors.map((error: { message?: unknown; field?: unknown } | null) => ({
    message: wordsOf(error?.message),
    field: wordsOf(error?.field),
  }))
}

const wordsOf = (value: unknown) => (typeof value === 'string' ? value : '')

/**
 * `Retry-After` in seconds, or SendGrid's `X-RateLimit-Reset`, a Unix time. Milliseconds; 0: the
 * answer has neither.
 */
function askedWaitMs(headers: object = {}): number {
  const told: Readonly<Record<string, unknown>> = { ...headers }
  const after = Number(told['retry-after'])
  if (after > 0) return after * second
  const reset = Number(told['x-ratelimit-reset']) * second
  return reset > 0 ? Math.max(0, reset - Date.now()) : 0
}

/** An invalid certificate, or no common way to encrypt (Node's TLS and OpenSSL codes). */
const tlsFault = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/
const timeouts = new Set(['ERR_CANCELED', 'ECONNABORTED', 'ETIMEDOUT'])

/**
 * No answer, or not one of SendGrid. It says nothing about the mail, so the mail is tried again.
 */
function talkFailure({ code = '', message = '' }: SendgridError): Delivery {
  const detail = shownDetail(message)
  // Without a code, their library refused to write the mail, and no try can fix that.
  if (code === '') return { status: 'failed', reason: 'could-not-be-written', detail }
  const name = String(code)
  if (timeouts.has(name)) return { status: 'delayed', reason: 'mail-server-timeout', detail }
  const reason = tlsFault.test(name) ? 'mail-server-tls-failed' : 'mail-server-unreachable'
  return { status: 'delayed', reason, detail }
}
