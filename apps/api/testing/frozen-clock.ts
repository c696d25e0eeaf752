import type { Clock } from '../src/lib/clock.ts'

/**
 * A clock that stands still until a test moves it. It is ahead of the queue's own clock, so delayed
 * jobs wait until the test runs them.
 */
export type FrozenClock = Clock & { advance(milliseconds: number): void }

/** When every test begins. */
export const frozenStart = new Date('2036-11-21T14:02:00.000Z')

export function createFrozenClock(start = frozenStart): FrozenClock {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    advance(milliseconds) {
      at += milliseconds
    },
  }
}
