import { expect, test } from 'vitest'
import { factorDueWords } from './factor-due-words.ts'

const now = new Date(2026, 10, 26, 9, 30)

test('the words name the last day and how many are left', () => {
  expect(factorDueWords(new Date(2026, 11, 3, 8, 0), now)).toBe(
    '**Add a second factor by 3 December 08:00.** 7 days left.',
  )
  expect(factorDueWords(new Date(2026, 10, 27, 23, 0), now)).toBe(
    '**Add a second factor by tomorrow 23:00.** 1 day left.',
  )
})

test('on the last day and after it, the words say what follows', () => {
  expect(factorDueWords(new Date(2026, 10, 26, 18, 0), now)).toMatch(
    /^\*\*Add a second factor by 18:00 today\.\*\* After that,/,
  )
  expect(factorDueWords(new Date(2026, 10, 26, 9, 0), now)).toMatch(
    /^\*\*Add a second factor to continue\./,
  )
})
