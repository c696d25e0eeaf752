import type { Clock } from '../lib/clock.ts'

/**
 * Counts calls. At most `limit` pass in any `windowMs` milliseconds: a window that slides, with no
 * border at which twice as many pass. `take` gives 0 where the call passes, and is counted; else
 * how many milliseconds are left until one may.
 */
export type CallCounter = {
  take(key: string, limit: number, windowMs: number): Promise<number>
}

/** So many keys at most: a flood from many networks must not fill the memory. */
const maximumKeys = 100_000

/** Counts in this process. The key that has been idle longest makes room for a new one. */
export function createMemoryCounter(clock: Clock): CallCounter {
  const passed = new Map<string, number[]>()
  return {
    async take(key, limit, windowMs) {
      const now = clock.now().getTime()
      const times = passed.get(key) ?? []
      const blocking = times.at(-limit)
      if (times.length >= limit && blocking !== undefined && now - blocking < windowMs) {
        return blocking + windowMs - now
      }
      times.push(now)
      times.splice(0, times.length - limit)
      passed.delete(key)
      passed.set(key, times)
      for (const idlest of passed.keys()) {
        if (passed.size <= maximumKeys) break
        passed.delete(idlest)
      }
      return 0
    },
  }
}
