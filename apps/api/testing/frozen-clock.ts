import type { Clock } from '../src/lib/clock.ts'

/**
 * A clock that stands still until a test moves it. It is ahead of the queue's own clock, so delayed
 * jobs wait until the test runs them.
 */
export type FrozenClock = Clock & { advance(milliseconds: number): void }

export function createFrozenClock(start = new Date('2036-11-21T14:02:00.000Z')): FrozenClock {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    advance(milliseconds) {
      at += milliseconds
    },
  }
}
