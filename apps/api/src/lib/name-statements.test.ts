import { expect, test } from 'vitest'
import { nameStatements } from './name-statements.ts'

const times = <T>(count: number, make: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n))

test('a frequent statement gets a name, and keeps it', () => {
  const nameOf = nameStatements()
  const given = times(30, () => nameOf({ sql: 'SELECT 1' }))
  expect(given[0]).toBe('')
  expect(new Set(given.slice(20))).toEqual(new Set(['rekey_1']))
})

test('two statements never share a name', () => {
  const nameOf = nameStatements()
  const names = times(2, (n) => times(20, () => nameOf({ sql: `SELECT ${n}` })).at(-1))
  expect(new Set(names).size).toBe(2)
})

test('rare statements fill no memory, and take no place', () => {
  const nameOf = nameStatements()
  expect(times(5_000, (n) => nameOf({ sql: `SELECT ${n}` })).every((name) => name === '')).toBe(
    true,
  )
  expect(times(20, () => nameOf({ sql: 'SELECT now()' })).at(-1)).not.toBe('')
})

test('the number of names is limited; further statements stay unnamed', () => {
  const nameOf = nameStatements()
  const names = times(200, (n) => times(20, () => nameOf({ sql: `SELECT ${n}` })).at(-1))
  expect(names.filter((name) => name !== '')).toHaveLength(100)
})
