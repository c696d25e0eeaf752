import { expect, test } from 'vitest'
import type { ShownUsers } from './use-users.ts'
import { foundWords, summaryWords } from './users-words.ts'

const page = (count: number, rest: Partial<ShownUsers> = {}): ShownUsers => ({
  items: Array.from({ length: count }),
  total: null,
  nextCursor: null,
  prevCursor: null,
  similar: false,
  ...rest,
})

test('says how many users are shown, and how many there are in all if that is known', () => {
  expect(summaryWords(page(25, { total: 1_204 }))).toBe('Showing 25 users · 1,204 in all')
  expect(summaryWords(page(1, { total: 1 }))).toBe('Showing 1 user')
})

test('says how many users a search found, as far as that is known', () => {
  expect(foundWords(page(18))).toBe('18 users found')
  expect(foundWords(page(1))).toBe('1 user found. Enter opens it.')
  expect(foundWords(page(25, { nextCursor: 'on' }))).toBe('More than 25 users found')
  expect(foundWords(page(25, { nextCursor: 'on', total: 40 }))).toBe('40 users found')
})
