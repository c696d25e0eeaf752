import { expect, test } from 'vitest'
import { countWords } from './count-words.ts'

test('one has its own sentence, and large numbers can be read', () => {
  const users = (count: number) => countWords(count, '1 user', '{count} users')
  expect([users(0), users(1), users(2), users(1_200)]).toEqual([
    '0 users',
    '1 user',
    '2 users',
    '1,200 users',
  ])
})

test('other names in braces stay', () => {
  const words = countWords(2, 'Give 1 user {role}?', 'Give {count} users {role}?')
  expect(words).toBe('Give 2 users {role}?')
})
