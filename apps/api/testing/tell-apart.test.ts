import { describe, expect, test } from 'vitest'
import { createRandom } from './seeded-random.ts'
import { isSameTime, tellApart } from './tell-apart.ts'

const random = createRandom(7)
const times = (count: number, later = 0) =>
  Array.from({ length: count }, () => 20 + random() * 10 + later)

describe('two samples', () => {
  test('of one source are not told apart', () => {
    expect(isSameTime(tellApart(times(1_000), times(1_000)))).toBe(true)
  })

  test('are told apart by a tenth of their spread', () => {
    const { low } = tellApart(times(3_000), times(3_000, 1))
    expect(low).toBeGreaterThan(0.5)
  })

  test('of which each value of one is above the other are told apart wholly', () => {
    expect(tellApart([1, 2, 3], [4, 5])).toMatchObject({ auc: 1 })
    expect(tellApart([4, 5], [1, 2, 3])).toMatchObject({ auc: 0 })
  })

  test('of equal values are as good as a coin', () => {
    expect(tellApart([1, 1, 1], [1, 1]).auc).toBe(0.5)
    expect(tellApart([1, 2], [2, 3]).auc).toBe(0.875)
  })

  test('too small to say are not called the same', () => {
    expect(isSameTime(tellApart(times(20), times(20)))).toBe(false)
  })
})
