import { attempt } from './attempt.ts'
import type { Settings } from './client-options.ts'
import type { CallOptions } from './operation.ts'
import type { Prepared } from './prepare.ts'
import {
  type ProblemCode,
  RekeyAnswerError,
  RekeyConnectionError,
  RekeyProblem,
} from './problem.ts'
import { wait } from './within-time.ts'

const firstWaitMs = 500

/** Calls, and tries again after failures that may be over then. */
export async function callWithRetries(
  prepared: Prepared,
  settings: Settings,
  options: CallOptions,
): Promise<unknown> {
  const { maxRetries = settings.maxRetries, longestWaitMs = settings.longestWaitMs } = options
  let isUnclear = false
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt(prepared, settings, options)
    } catch (error) {
      if (isUnclear && isGone(prepared, error)) return undefined
      isUnclear ||= !(error instanceof RekeyProblem)
      const wanted = retries < maxRetries ? waitOf(error, prepared, retries) : null
      if (wanted === null || wanted > longestWaitMs) throw error
      await wait(wanted, options.signal)
    }
  }
}

/** A deletion whose answer was lost has happened if the second try finds nothing. */
const isGone = ({ operation }: Prepared, error: unknown) =>
  operation.method === 'DELETE' &&
  operation.answersWith === 'nothing' &&
  hasCode(error, 'not-found')

/** How long to wait before the next try, in milliseconds. Null: another try is no use, or harm. */
function waitOf(error: unknown, prepared: Prepared, retries: number): number | null {
  const ownWait = firstWaitMs * 2 ** retries * (0.5 + Math.random() / 2)
  if (error instanceof RekeyConnectionError) return prepared.isRepeatable ? ownWait : null
  if (!(error instanceof RekeyProblem || error instanceof RekeyAnswerError)) return null
  const mayRetry =
    wasRefused(error) || isRunning(error, prepared) || (prepared.isRepeatable && isFault(error))
  if (!mayRetry) return null
  return error.retryAfter === null ? ownWait : error.retryAfter * 1_000
}

/** Nothing was done, so that any call may be repeated. A proxy's 503 doesn't tell that. */
const wasRefused = (error: RekeyProblem | RekeyAnswerError) =>
  error.status === 429 || hasCode(error, 'overloaded')

const isFault = (error: RekeyProblem | RekeyAnswerError) =>
  error.status >= 500 && !hasCode(error, 'not-configured')

/**
 * Another call with the same key is still running. Of all conflicts, only this says how long to
 * wait.
 */
const isRunning = (error: RekeyProblem | RekeyAnswerError, { hasKey }: Prepared) =>
  hasKey && hasCode(error, 'conflict') && error.retryAfter !== null

const hasCode = (error: unknown, code: ProblemCode) =>
  error instanceof RekeyProblem && error.code === code
