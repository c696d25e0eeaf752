import type { Clock } from '../lib/clock.ts'

/**
 * Counts calls. At most `limit` calls pass in any `windowMs` milliseconds: the window slides, so
 * there is no border at which twice as many pass. `take` returns 0 if the call passes, and counts
 * it. Otherwise it returns the milliseconds until a call may pass.
 */
export type CallCounter = {
  take(key: string, limit: number, windowMs: number): Promise<number>
}

/** The maximum number of keys, so that a flood from many networks can't fill the memory. */
const maximumKeys = 100_000

/** Counts in this process. When it is full, a new key replaces the one that was idle longest. */
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
