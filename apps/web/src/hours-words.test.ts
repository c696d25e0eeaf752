import { expect, test } from 'vitest'
import { hoursWords } from './hours-words.ts'

test('hours are said in days from three whole days on', () => {
  expect([1, 24, 48, 49, 72, 168].map(hoursWords)).toEqual([
    '1 hour',
    '24 hours',
    '48 hours',
    '49 hours',
    '3 days',
    '7 days',
  ])
})
