import { expect, test } from 'vitest'
import { changeView, countFilters, readView, withoutFilters, writeView } from './users-url.ts'

const read = (query: string) => readView(new URLSearchParams(query))

test('the address contains all settings of the list once', () => {
  const address = 'search=jane+%26+co&kind=staff&status=active&sort=-username&limit=50&cursor=abc'
  expect(writeView(read(address))).toBe(address)
  expect(writeView(read('status=active&kind=staff'))).toBe('kind=staff&status=active')
})

test('default settings are left out of the address', () => {
  expect(writeView({ sort: 'displayName', limit: '25' })).toBe('')
})

test('a mistyped address keeps its valid parts', () => {
  expect(read('kind=boss&sort=password&limit=1000&organizationId=1&status=active&x=1')).toEqual({
    status: 'active',
  })
})

test('a new search, filter or number of rows shows the first page', () => {
  const view = read('search=jo&cursor=abc')
  expect(changeView(view, { search: 'joe' })).toEqual({ search: 'joe' })
  expect(changeView(view, { kind: 'staff' })).toEqual({ search: 'jo', kind: 'staff' })
  expect(changeView(view, { search: '' })).toEqual({})
})

test('clearing the filters keeps the search', () => {
  const view = read('search=jo&kind=staff&status=active')
  expect(countFilters(view)).toBe(2)
  expect(withoutFilters(view)).toEqual({ search: 'jo' })
})

test('the filter by second factor is in the address, and goes with the others', () => {
  const view = read('secondFactor=due&kind=staff')
  expect(view).toEqual({ kind: 'staff', secondFactor: 'due' })
  expect(writeView(view)).toBe('kind=staff&secondFactor=due')
  expect(withoutFilters(view)).toEqual({})
})
