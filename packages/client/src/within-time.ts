/**
 * Runs something that may be aborted or take too long. The listener on the caller's signal is
 * removed afterwards, because one signal may serve thousands of calls.
 * @throws the signal's reason, or what `tooLate` returns
 */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal | undefined,
  milliseconds: number,
  tooLate?: () => Error,
): Promise<T> {
  signal?.throwIfAborted()
  const own = new AbortController()
  const abort = () => own.abort(signal?.reason)
  signal?.addEventListener('abort', abort)
  // A longer time doesn't fit into a timer, and would end it at once.
  const isTimed = milliseconds < 2 ** 31
  const timer = isTimed ? setTimeout(() => own.abort(tooLate?.()), milliseconds) : undefined
  try {
    // A fetch of the caller's own may ignore the signal.
    return await Promise.race([rejectWhenAborted(own.signal), work(own.signal)])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

const rejectWhenAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })

/** @throws the signal's reason */
export const wait = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  withinTime(
    (own) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        own.addEventListener('abort', () => clearTimeout(timer))
      }),
    signal,
    Number.POSITIVE_INFINITY,
  )
