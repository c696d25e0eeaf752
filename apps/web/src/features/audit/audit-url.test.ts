import { expect, test } from 'vitest'
import { withInstants } from '../../console-kit/days.ts'
import { changeView, readView, writeView } from './audit-url.ts'

const read = (query: string) => readView(new URLSearchParams(query))

test('the address contains the filters as people see them', () => {
  const address = 'action=user.deleted&from=2026-11-01&to=2026-11-21&cursor=abc'
  expect(writeView(read(address))).toBe(address)
})

test('a mistyped address keeps its valid parts', () => {
  expect(read('userId=7&from=2026-02-30&to=0202-11-01&action=user.deleted')).toEqual({
    action: 'user.deleted',
  })
})

test('days are in the viewer’s time zone, and the last day counts in full', () => {
  expect(withInstants(read('from=2026-11-01&to=2026-11-30'))).toEqual({
    from: new Date(2026, 10, 1).toISOString(),
    to: new Date(2026, 11, 1).toISOString(),
  })
})

test('a new filter shows the first page', () => {
  const view = changeView(read('action=user.deleted&cursor=abc'), { from: '2026-11-01' })
  expect(view).toEqual({ action: 'user.deleted', from: '2026-11-01' })
  expect(changeView(view, { action: undefined })).toEqual({ from: '2026-11-01' })
})
