import type { Settings } from './client-options.ts'
import type { CallOptions } from './operation.ts'
import { headersOf, type Prepared } from './prepare.ts'
import { RekeyConnectionError } from './problem.ts'
import { readAnswer, readProblem } from './read-answer.ts'
import { withinTime } from './within-time.ts'

/**
 * One try of a call.
 * @throws RekeyError, or the reason of the caller's signal
 */
export function attempt(prepared: Prepared, settings: Settings, options: CallOptions) {
  const { signal, timeoutMs = settings.timeoutMs } = options
  const tooLate = () =>
    new RekeyConnectionError(`${prepared.call} got no answer within ${timeoutMs} ms.`)
  const work = (ownSignal: AbortSignal) => exchange(prepared, settings, { ...options, ownSignal })
  return withinTime(work, signal, timeoutMs, tooLate)
}

async function exchange(
  prepared: Prepared,
  settings: Settings,
  { ownSignal, signal, onAnswer = settings.onAnswer }: CallOptions & { ownSignal: AbortSignal },
): Promise<unknown> {
  const { operation, url, call, body, asCsv } = prepared
  const { method } = operation
  const headers = await headersOf(prepared, settings)
  const response = await orConnectionError(call, () =>
    settings.fetch(url, {
      method,
      headers,
      redirect: 'manual',
      // Next.js keeps answers to GET for later visitors, whatever their headers say.
      cache: 'no-store',
      ...(body !== undefined && { body }),
      // A stream is read after this try ended, so the caller's signal has to end it then.
      signal: asCsv && signal ? AbortSignal.any([signal, ownSignal]) : ownSignal,
    }),
  )
  onAnswer?.({ method, url, status: response.status, headers: response.headers })
  if (asCsv && response.ok) return response.body ?? new Blob([]).stream()
  const text = await orConnectionError(call, () => response.text())
  const received = { response, text, call }
  if (asCsv) throw readProblem(received)
  return readAnswer(operation, received)
}

/** fetch says only "fetch failed", so the message names the call, and the innermost cause. */
async function orConnectionError<T>(call: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new RekeyConnectionError(`${call} got no answer: ${messageOf(error)}.`, {
      cause: error,
    })
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause, message, code, name } = error as Error & { readonly code?: string }
  return cause instanceof Error ? messageOf(cause) : message || code || name
}
