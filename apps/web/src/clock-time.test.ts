import { expect, test } from 'vitest'
import { clockTime, clockTimeAndDay } from './clock-time.ts'

const now = new Date(2026, 10, 21, 14, 2)

test('a time today shows only the clock', () => {
  expect(clockTime(now)).toBe('14:02')
  expect(clockTimeAndDay(new Date(2026, 10, 21, 14, 32), now)).toBe('14:32')
})

test('a time on another day names the day', () => {
  expect(clockTimeAndDay(new Date(2026, 10, 28, 9, 5), now)).toBe('09:05 on Saturday, 28 November')
})
