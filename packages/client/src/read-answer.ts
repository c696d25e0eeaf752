import type { Problem } from './generated/operations.ts'
import type { Operation } from './operation.ts'
import { RekeyAnswerError, RekeyProblem } from './problem.ts'

/** An answer whose body was read. */
export interface Received {
  readonly response: Response
  readonly text: string
  /** The call, for messages: method and address without the query, which may name people. */
  readonly call: string
}

/** @throws RekeyProblem, RekeyAnswerError */
export function readAnswer({ has }: Operation, received: Received): unknown {
  const { response, text } = received
  const isRedirect = response.type === 'opaqueredirect' || Math.floor(response.status / 100) === 3
  if (isRedirect) return readRedirect(has('location'), received)
  if (!response.ok) throw readProblem(received)
  if (has('none')) return undefined
  if (has('text')) return text
  const document = isJson(response) ? parse(text) : undefined
  if (document !== undefined && !has('location')) return document
  throw strange(received, 'Is baseUrl the address of Rekey?')
}

/**
 * Redirects aren't followed: fetch would turn a POST into a GET, and leave out the key on another
 * host.
 */
function readRedirect(isExpected: boolean, received: Received) {
  const location = received.response.headers.get('location')
  if (isExpected && location !== null) return { location }
  const target =
    location === null
      ? 'another address'
      : new URL(location, received.response.url || undefined).origin
  throw strange(
    received,
    isExpected
      ? 'Only a browser can go there: make it a link.'
      : `It redirects to ${target}. If Rekey is there, use that as baseUrl.`,
  )
}

/** The problem of an answer that isn't a success. */
export function readProblem(received: Received): RekeyProblem | RekeyAnswerError {
  const { response, text } = received
  const document = isJson(response) ? parse(text) : undefined
  if (!isProblem(document)) return strange(received, 'Did a proxy answer?')
  const { status, headers } = response
  const isReplayed = headers.get('idempotent-replayed') === 'true'
  return new RekeyProblem(document, { status, retryAfter: retryAfterOf(headers), isReplayed })
}

const isProblem = (document: unknown): document is Problem =>
  typeof document === 'object' &&
  document !== null &&
  'code' in document &&
  typeof document.code === 'string' &&
  'title' in document

const isJson = ({ headers }: Response) =>
  /^application\/([\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')

function parse(text: string): unknown {
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
 * Seconds or a date (RFC 9110, 10.2.3). A date is compared with the server's own clock, because
 * this computer's may be wrong.
 */
export function retryAfterOf(headers: Headers): number | null {
  const given = headers.get('retry-after')?.trim()
  if (!given) return null
  if (/^\d+$/.test(given)) return Number(given)
  const [at, now] = [Date.parse(given), Date.parse(headers.get('date') ?? '')]
  if (Number.isNaN(at)) return null
  return Math.max(0, Math.ceil((at - (Number.isNaN(now) ? Date.now() : now)) / 1_000))
}
