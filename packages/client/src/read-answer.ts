import type { Problem } from './generated/operations.ts'
import type { Operation } from './operation.ts'
import { RekeyAnswerError, RekeyProblem } from './problem.ts'

/** An answer whose body was read. */
export interface Received {
  readonly response: Response
  readonly text: string
  /** The call, for messages. */
  readonly call: string
}

/** @throws RekeyProblem, RekeyAnswerError */
export function readAnswer({ answersWith }: Operation, received: Received): unknown {
  const { response, text } = received
  const isRedirect = response.type === 'opaqueredirect' || Math.floor(response.status / 100) === 3
  if (isRedirect) throw redirected(received)
  if (!response.ok) throw readProblem(received)
  if (answersWith === 'nothing') return undefined
  if (answersWith === 'text') return text
  const document = parse(received)
  if (document !== undefined) return document
  throw strange(received, 'Is baseUrl the address of Rekey?')
}

/**
 * Redirects aren't followed: fetch would turn a POST into a GET, and leave out the key on another
 * host.
 */
function redirected(received: Received): RekeyAnswerError {
  const { headers, url } = received.response
  const location = headers.get('location')
  const target = location === null ? 'another address' : new URL(location, url || undefined).origin
  return strange(received, `It redirects to ${target}. Is that the address of Rekey?`)
}

/** The problem of an answer that isn't a success. */
export function readProblem(received: Received): RekeyProblem | RekeyAnswerError {
  const document = parse(received)
  if (!isProblem(document)) return strange(received, 'Did a proxy answer?')
  const { status, headers } = received.response
  const isReplayed = headers.get('idempotent-replayed') === 'true'
  return new RekeyProblem(document, { status, retryAfter: retryAfterOf(headers), isReplayed })
}

function isProblem(document: unknown): document is Problem {
  const { code, title } = (document ?? {}) as Partial<Problem>
  return typeof code === 'string' && title !== undefined
}

/** The document of an answer. Undefined if it isn't JSON. */
function parse({ response, text }: Received): unknown {
  const type = response.headers.get('content-type') ?? ''
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function strange({ response, text, call }: Received, hint: string): RekeyAnswerError {
  const contentType = response.headers.get('content-type')
  const excerpt = text.replaceAll(/\s+/g, ' ').trim().slice(0, 200)
  const what = excerpt ? `${contentType ?? 'no content type'}: ${excerpt}` : 'an empty body'
  return new RekeyAnswerError(
    `${call} got ${response.status || 'a redirect'} with ${what}. This is no answer of Rekey. ${hint}`,
    { status: response.status, contentType, excerpt, retryAfter: retryAfterOf(response.headers) },
  )
}

/**
 * Seconds, of which some proxies write parts, or a date (RFC 9110, 10.2.3). A date is compared with the server's own clock, because
 * this computer's may be wrong.
 */
export function retryAfterOf(headers: Headers): number | null {
  const given = headers.get('retry-after')?.trim()
  if (!given) return null
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given)
  const now = Date.parse(headers.get('date') ?? '') || Date.now()
  const seconds = Math.ceil((Date.parse(given) - now) / 1_000)
  return Number.isNaN(seconds) ? null : Math.max(0, seconds)
}
