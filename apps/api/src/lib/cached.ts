import type { Clock } from './clock.ts'

/**
 * Reads at most once in `maximumAge` milliseconds; callers in between share the answer. A failed
 * read is not remembered: the next caller tries again.
 */
export function cached<T>(
  read: () => Promise<T>,
  maximumAge: number,
  clock: Clock,
): () => Promise<T> {
  let last: { at: number; value: Promise<T> } | null = null
  return () => {
    const now = clock.now().getTime()
    if (!last || Math.abs(now - last.at) >= maximumAge) {
      const value = read()
      last = { at: now, value }
      value.catch(() => {
        if (last?.value === value) last = null
      })
    }
    return last.value
  }
}
