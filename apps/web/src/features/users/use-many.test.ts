import { expect, test } from 'vitest'
import { queriesOf } from './use-many.tsx'

test('all users of a list are exported by its filters, in one request', () => {
  expect(queriesOf(null, { kind: 'staff' })).toEqual([{ kind: 'staff' }])
})

test('selected users are exported by their ids alone, at most a hundred in a request', () => {
  const ids = Array.from({ length: 101 }, (_, n) => `id${n}`)
  const queries = queriesOf(new Set(ids), { kind: 'staff' })
  expect(queries).toEqual([{ ids: ids.slice(0, 100).join(',') }, { ids: 'id100' }])
})
