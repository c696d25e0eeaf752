import { useRef } from 'react'

const second = 1_000
const minute = 60 * second

/**
 * Milliseconds until something that is still moving is fetched again, or false to stop: every 2 s
 * for 20 s, then less and less often, down to every 30 s, for 10 minutes in all.
 * @param watchedMs how long the screen has shown the same
 */
export const askAgain = (watchedMs: number): number | false =>
  watchedMs < 10 * minute && Math.min(30 * second, Math.max(2 * second, watchedMs / 10))

/** @returns a function that tells for how many milliseconds `what` has been the same */
export function useWatchedMs(): (what: string) => number {
  const seen = useRef({ what: '', at: 0 })
  return (what) => {
    if (seen.current.what !== what) seen.current = { what, at: Date.now() }
    return Date.now() - seen.current.at
  }
}
