import { expect, test } from 'vitest'
import { clockTime, clockTimeAndDay } from './clock-time.ts'

const now = new Date(2026, 10, 21, 14, 2)

test('a time of today is the clock alone', () => {
  expect(clockTime(now)).toBe('14:02')
  expect(clockTimeAndDay(new Date(2026, 10, 21, 14, 32), now)).toBe('14:32')
})

test('a time of another day names it', () => {
  expect(clockTimeAndDay(new Date(2026, 10, 28, 9, 5), now)).toBe('09:05 on Saturday, 28 November')
})
