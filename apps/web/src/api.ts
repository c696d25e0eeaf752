import type { ProblemCode, ProblemDocument } from '@rekey/contracts/problems'
import type { Answer, Body, Contract } from '@rekey/contracts/route'

/**
 * What went wrong, as the screens need it. `unreachable` stands for no answer, and for any answer
 * that is no problem document of ours (a proxy's error page, say).
 */
export type Problem = {
  readonly code: ProblemCode | 'unreachable'
  /** With 429 and 503: when to try again. */
  readonly retryAt: Date | null
  readonly details: Pick<
    ProblemDocument,
    | 'detail'
    | 'triesLeft'
    | 'strength'
    | 'errors'
    | 'username'
    | 'method'
    | 'passwordPolicy'
    | 'changedAt'
    | 'changedBy'
  >
}

export type Result<C extends Contract> =
  | { readonly ok: true; readonly body: Answer<C>; readonly etag?: string | null }
  | { readonly ok: false; readonly problem: Problem }

export type Line<C extends Contract> = `${C['method']} ${C['path']}`

/**
 * Calls the API: `call<typeof requestReset>('POST /password-resets', { username })`. The contract is
 * imported as a type alone, so that its validators stay out of the bundle. Never throws.
 */
export async function call<C extends Contract>(
  line: Line<C>,
  ...[body]: Body<C> extends undefined ? [] : [Body<C>]
): Promise<Result<C>> {
  return request(line, body)
}

/** When the server last answered, epoch milliseconds: an idle session's end is counted from here. */
export let answeredAt = Date.now()

/** Hears `signed-out` when the server says that nobody is signed in here, or no longer. */
export const session = new EventTarget()

/** As `call`, with a line whose path is filled in: the console's way, `console-kit/ask.ts`. */
export async function request<C extends Contract>(
  line: string,
  body?: unknown,
  signal: AbortSignal | null = null,
  ifMatch?: string,
): Promise<Result<C>> {
  const [method, path] = line.split(' ') as [string, string]
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      signal,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    answeredAt = Date.now()
    if (!response.ok) return { ok: false, problem: await readProblem(response) }
    const answer = response.status === 204 ? null : await response.json()
    return { ok: true, body: answer as Answer<C>, etag: sentTag(response.headers.get('etag')) }
  } catch {
    return { ok: false, problem: unreachable }
  }
}

/** No answer, or none of ours. */
export const unreachable: Problem = { code: 'unreachable', retryAt: null, details: {} }

async function readProblem(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  if (!isProblem) return unreachable
  const details = (await response.json()) as ProblemDocument
  if (details.code === 'not-signed-in') session.dispatchEvent(new Event('signed-out'))
  return { code: details.code, retryAt: readRetryAfter(response), details }
}

/**
 * The tag as our server made it, which is always strong: a proxy that compresses makes it weak or
 * appends its way of compressing, and then `If-Match` would never fit.
 */
export const sentTag = (tag: string | null): string | null =>
  tag?.replace(/^W\//, '').replace(/[-;](?:gzip|br|zstd|deflate)"$/, '"') ?? null

/** RFC 9110, section 10.2.3, in its form of seconds, the one that our API sends. */
function readRetryAfter(response: Response): Date | null {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  return Number.isNaN(seconds) ? null : new Date(Date.now() + seconds * 1000)
}
