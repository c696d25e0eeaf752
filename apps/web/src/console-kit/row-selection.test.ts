import { expect, test } from 'vitest'
import { toggled, turned } from './row-selection.ts'

const rows = [{ id: 'a' }, { id: 'b' }]

test('a row is selected, and selected no longer', () => {
  expect(toggled(new Set(), 'a')).toEqual(new Set(['a']))
  expect(toggled(new Set(['a', 'b']), 'a')).toEqual(new Set(['b']))
})

test('the box of the header adds the rows of the page, and leaves those of other pages', () => {
  expect(turned(new Set(['z']), rows, true)).toEqual(new Set(['z', 'a', 'b']))
  expect(turned(new Set(['z', 'a', 'b']), rows, false)).toEqual(new Set(['z']))
})

test('it also takes back the selection of the whole list', () => {
  expect(turned(null, rows, false)).toEqual(new Set())
})
