import { expect, test } from 'vitest'
import { keyCuts, keyEdgePath } from './key-edge-path.ts'

const names = ['Northwind', 'Rekey', 'Harbour Deli', 'Ö', '', '北風']

test('a name always gives the same five cuts from 1 to 5, and neighbouring cuts differ', () => {
  for (const name of names) {
    const cuts = keyCuts(name)
    expect(cuts).toEqual(keyCuts(name))
    expect(cuts).toHaveLength(5)
    for (const [index, cut] of cuts.entries()) {
      expect([1, 2, 3, 4, 5]).toContain(cut)
      expect(cut).not.toBe(cuts[index - 1])
    }
  }
})

test('the name of the look’s example gives the key 3-1-5-2-4', () => {
  expect(keyCuts('Northwind')).toEqual([3, 1, 5, 2, 4])
})

test('a thousand names give hundreds of different keys', () => {
  const keys = new Set(
    Array.from({ length: 1000 }, (_, number) => keyCuts(`Organization ${number}`).join('')),
  )
  expect(keys.size).toBeGreaterThan(500)
})

test('the edge starts and ends at the band and is at most 14 px deep', () => {
  for (const name of names) {
    const path = keyEdgePath(name)
    expect(path).toMatch(/^M0 0L0 [\d.]+H15L.* 0Z$/)
    const depths = [...path.matchAll(/L[\d.]+ ([\d.]+)/g)].map((match) => Number(match[1]))
    expect(Math.max(...depths)).toBeLessThanOrEqual(14)
  }
})
