import { expect, test } from 'vitest'
import { changeView, readView, writeView } from './messages-url.ts'

test('the address contains the settings of the list in a fixed order, without defaults', () => {
  const address = 'search=harbour&status=refused&template=reset'
  expect(writeView(readView(new URLSearchParams(`${address}&limit=25`)))).toBe(address)
  expect(
    writeView(readView(new URLSearchParams('template=reset&status=refused&search=harbour'))),
  ).toBe(address)
})

test('a mistyped address keeps its valid parts', () => {
  const params = new URLSearchParams('status=lost&template=letter&limit=7&search=ben')
  expect(readView(params)).toEqual({ search: 'ben' })
})

test('a new filter shows the first page', () => {
  const view = readView(new URLSearchParams('search=ben&cursor=abc'))
  expect(changeView(view, { status: 'bounced' })).toEqual({ search: 'ben', status: 'bounced' })
})
