import { expect, test } from 'vitest'
import { isPersonal, personalWords } from './personal-words.ts'

const words = ['Jane Doe', 'jane.doe@northwind.example', 'Northwind Traders', 'Bo Li']

test.each([
  'janedoe',
  'JaneDoe2024!',
  'Doe-Jane-1985',
  'J@n3_D0e.1985',
  'jane.doe@northwind',
  '!!Northwind!!',
  'NORTHW1ND2024!',
  'northwind-traders-1',
  'TradersNorthwindJane',
  'Bo.Li12345',
  'Jané2024!',
  'rekey2026',
])('%j is hardly more than a name', (password) => {
  expect(isPersonal(password, words)).toBe(true)
})

test.each([
  'purple lamp river stone',
  'northwind likes purple lamps',
  'Kestrel-Harbor4',
  'doe-a-deer',
  '',
  '12345',
])('%j is not', (password) => {
  expect(isPersonal(password, words)).toBe(false)
})

test('a part of three characters counts only beside a longer word', () => {
  expect(personalWords(['Bo Doe'])).toEqual(['Bo Doe', 'Doe', 'Rekey'])
  expect(isPersonal('doe12345', ['Bo Doe'])).toBe(false)
  expect(isPersonal('doe-bodoe-12345', ['Bo Doe'])).toBe(true)
})

test('no content of a profile makes the check fail or slow', () => {
  const odd = ['', '@', '.*+?^()|[]\\', 'x'.repeat(100_000), '😀😀😀😀', '\u0301\u0301']
  expect(isPersonal('Kestrel-Harbor4', odd)).toBe(false)
  expect(isPersonal('.*+?^()|[]\\7', odd)).toBe(true)
  expect(personalWords(odd)).toContain('😀😀😀😀')
})
