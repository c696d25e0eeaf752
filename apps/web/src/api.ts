import type { ProblemCode, ProblemDocument } from '@rekey/contracts/problems'
import type { Answer, Body, Contract } from '@rekey/contracts/route'

/**
 * A problem as the screens need it. `unreachable` means no answer, or an answer that isn't a
 * problem document of our API, such as a proxy's error page.
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
    | 'methods'
    | 'passkeyOptions'
    | 'challenge'
  >
}

export type Result<C extends Contract> =
  | { readonly ok: true; readonly body: Answer<C>; readonly etag?: string | null }
  | { readonly ok: false; readonly problem: Problem }

export type Line<C extends Contract> = `${C['method']} ${C['path']}`

/**
 * Calls the API: `call<typeof requestReset>('POST /password-resets', { username })`. Only the type
 * of the contract is imported, so that its validators stay out of the bundle. Never throws.
 */
export async function call<C extends Contract>(
  line: Line<C>,
  ...[body]: Body<C> extends undefined ? [] : [Body<C>]
): Promise<Result<C>> {
  return request(line, body)
}

/**
 * When the server last answered, in epoch milliseconds. An idle session ends so long after this.
 */
export let answeredAt = Date.now()

/** How far the clock of this device is ahead of the server's, in milliseconds. */
export let clockAheadMs = 0

/** Fires `signed-out` when the server says that no one is signed in here, or no longer. */
export const session = new EventTarget()

/**
 * Like `call`, but the path is already filled in. The console uses it through `console-kit/ask.ts`.
 */
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
    clockAheadMs = answeredAt - Date.parse(response.headers.get('date') ?? '') || 0
    if (!response.ok) return { ok: false, problem: await readProblem(response) }
    const answer = response.status === 204 ? null : await response.json()
    return { ok: true, body: answer as Answer<C>, etag: response.headers.get('etag') }
  } catch {
    return { ok: false, problem: unreachable }
  }
}

/** The server didn't answer, or the answer isn't from our API. */
export const unreachable: Problem = { code: 'unreachable', retryAt: null, details: {} }

async function readProblem(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  if (!isProblem) return unreachable
  const details = (await response.json()) as ProblemDocument
  if (details.code === 'not-signed-in') session.dispatchEvent(new Event('signed-out'))
  return { code: details.code, retryAt: readRetryAfter(response), details }
}

/** Reads the header of RFC 9110, section 10.2.3, in seconds, the only form that our API sends. */
function readRetryAfter(response: Response): Date | null {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  return Number.isNaN(seconds) ? null : new Date(Date.now() + seconds * 1000)
}
