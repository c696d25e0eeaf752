import { describe, expect, test } from 'vitest'
import { hour, later, minute, second } from '../../lib/clock.ts'
import { nextAttempt } from './next-attempt.ts'

const now = new Date('2026-11-21T12:00:00Z')
const giveUpAt = later(now, 4 * hour)

describe('the next try of a delayed mail', () => {
  test('comes after growing waits, then every 15 minutes', () => {
    const waits = Array.from({ length: 10 }, (_, index) => {
      const next = nextAttempt({ attempts: index + 1, giveUpAt }, now, 0.5)
      return ((next?.getTime() ?? 0) - now.getTime()) / second
    })
    expect(waits).toEqual([5, 15, 30, 60, 120, 300, 600, 900, 900, 900])
  })

  test('comes up to a tenth sooner or later', () => {
    expect(nextAttempt({ attempts: 4, giveUpAt }, now, 0)).toEqual(later(now, 54 * second))
    expect(nextAttempt({ attempts: 4, giveUpAt }, now, 1)).toEqual(later(now, 66 * second))
  })

  test('comes when we give up at the latest, and not after that', () => {
    const nearly = later(giveUpAt, -5 * minute)
    expect(nextAttempt({ attempts: 20, giveUpAt }, nearly, 0.5)).toEqual(giveUpAt)
    expect(nextAttempt({ attempts: 21, giveUpAt }, giveUpAt, 0.5)).toBeNull()
  })

  test('comes no sooner than the server requests, up to our own longest wait', () => {
    const after = (waitMs: number, random: number) =>
      nextAttempt({ attempts: 1, giveUpAt, waitMs }, now, random)
    expect(after(minute, 0)).toEqual(later(now, minute))
    expect(after(minute, 1)).toEqual(later(now, 66 * second))
    expect(after(second, 0.5)).toEqual(later(now, 5 * second))
    expect(after(3 * hour, 0)).toEqual(later(now, 15 * minute))
  })

  test('four hours hold 23 tries', () => {
    let tries = 1
    let at: Date | null = now
    while (at) {
      at = nextAttempt({ attempts: tries, giveUpAt }, at, 0.5)
      if (at) tries += 1
    }
    expect(tries).toBe(23)
  })
})
