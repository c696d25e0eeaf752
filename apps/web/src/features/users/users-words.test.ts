import { expect, test } from 'vitest'
import type { ShownUsers } from './use-users.ts'
import { foundWords, summaryWords } from './users-words.ts'

const page = (count: number, rest: Partial<ShownUsers> = {}): ShownUsers => ({
  items: Array.from({ length: count }),
  total: null,
  moreThan: null,
  offset: 0,
  nextCursor: null,
  prevCursor: null,
  similar: false,
  ...rest,
})

test('says which users are shown, and how many there are in all', () => {
  expect(summaryWords(page(25, { total: 1_204 }))).toBe('1–25 of 1,204')
  expect(summaryWords(page(25, { total: 1_204, offset: 25 }))).toBe('26–50 of 1,204')
  expect(summaryWords(page(1, { total: 1 }))).toBe('1 of 1')
  expect(summaryWords(page(1, { total: 51, offset: 50 }))).toBe('51 of 51')
})

test('doesn’t say that fewer users exist than are shown, while others are removed', () => {
  expect(summaryWords(page(10, { total: 55, offset: 50 }))).toBe('51–60 of 60')
})

test('says that there are more than can be counted, or nothing about it', () => {
  expect(summaryWords(page(25, { moreThan: 10_000, offset: 25 }))).toBe('26–50 of more than 10,000')
  expect(summaryWords(page(25, { moreThan: 10_000, offset: 10_000 }))).toBe('10,001–10,025')
  expect(summaryWords(page(25))).toBe('1–25')
})

test('says how many users a search found, as far as that is known', () => {
  expect(foundWords(page(18))).toBe('18 users found')
  expect(foundWords(page(1))).toBe('1 user found. Enter opens it.')
  expect(foundWords(page(25, { nextCursor: 'on' }))).toBe('More than 25 users found')
  expect(foundWords(page(25, { nextCursor: 'on', total: 40 }))).toBe('40 users found')
})
