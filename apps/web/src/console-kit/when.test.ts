import { expect, test } from 'vitest'
import { dayAndTime, daysUntil, inSentence } from './when.ts'

const now = new Date(2026, 10, 21, 14, 30)

test('a day has the name that people use for it', () => {
  expect(dayAndTime(new Date(2026, 10, 21, 14, 2), now)).toBe('Today 14:02')
  expect(dayAndTime(new Date(2026, 10, 20, 17, 26), now)).toBe('Yesterday 17:26')
  expect(dayAndTime(new Date(2026, 10, 22, 16, 40), now)).toBe('Tomorrow 16:40')
  expect(dayAndTime(new Date(2026, 7, 14, 9, 5), now)).toBe('14 August 09:05')
  expect(dayAndTime(new Date(2025, 7, 14, 9, 5), now)).toBe('14 August 2025 09:05')
})

test('in the middle of a sentence only the names of months start with a capital letter', () => {
  expect(inSentence('Tomorrow 16:40')).toBe('tomorrow 16:40')
  expect(inSentence('14 August 09:05')).toBe('14 August 09:05')
})

test('days are those of the calendar, however many hours are between', () => {
  expect(daysUntil(new Date(2026, 10, 22, 0, 5), new Date(2026, 10, 21, 23, 55))).toBe(1)
  expect(daysUntil(new Date(2026, 10, 21, 23, 55), new Date(2026, 10, 21, 0, 5))).toBe(0)
  // In Europe, the clocks change in this night.
  expect(daysUntil(new Date(2026, 2, 30, 0, 5), new Date(2026, 2, 28, 23, 55))).toBe(2)
})
