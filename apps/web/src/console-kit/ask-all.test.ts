import { expect, test } from 'vitest'
import { askAll } from './ask-all.ts'

test('all pages of a list are read in their order, until one names no next page', async () => {
  const pages = new Map([
    [undefined, { items: ['a', 'b'], nextCursor: 'second' }],
    ['second', { items: [], nextCursor: 'third' }],
    ['third', { items: ['c'], nextCursor: null }],
  ])
  const asked: unknown[] = []
  const items = await askAll(async (query) => {
    asked.push(query)
    return pages.get(query.cursor) ?? { items: [], nextCursor: null }
  })
  expect(items).toEqual(['a', 'b', 'c'])
  expect(asked).toEqual([
    { limit: '100' },
    { limit: '100', cursor: 'second' },
    { limit: '100', cursor: 'third' },
  ])
})
