import { describe, expect, test } from 'vitest'
import {
  axisNumber,
  axisTop,
  labelledPeriods,
  peakOf,
  plotHeight,
  scalesOf,
  sharePlaces,
  shareWidths,
  stack,
} from './scale.ts'

test.each([
  [0, 4],
  [1, 4],
  [4, 4],
  [5, 8],
  [66, 80],
  [121, 160],
  [2_010, 2_400],
  [999, 1_000],
  [1_000_001, 1_200_000],
])('for values up to %d the axis ends at %d', (highest, top) => {
  expect(axisTop(highest)).toBe(top)
})

test('the axis begins at zero and has four whole numbers above it', () => {
  for (let highest = 0; highest < 5_000; highest += 7) {
    const { ticks, y } = scalesOf(400, 30, highest)
    expect(ticks).toHaveLength(5)
    expect(ticks.every(Number.isInteger)).toBe(true)
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest)
    expect(y(0)).toBe(plotHeight)
    expect(y(highest)).toBeGreaterThanOrEqual(0)
  }
})

test('large numbers take little space, and the plot begins right of them', () => {
  expect([0, 2_400, 99_999, 1_200_000].map(axisNumber)).toEqual(['0', '2,400', '99,999', '1.2M'])
  expect(scalesOf(400, 30, 90_000).left).toBeGreaterThan(scalesOf(400, 30, 90).left)
})

test('every period has its band inside the plot, however narrow the chart is', () => {
  for (const [width, count] of [
    [288, 90],
    [40, 90],
    [355, 1],
  ] as const) {
    const { left, middle } = scalesOf(width, count, 10)
    const places = Array.from({ length: count }, (_, index) => middle(index))
    expect(places.every((place, index) => place > (places[index - 1] ?? left))).toBe(true)
    expect(places.at(-1)).toBeLessThanOrEqual(Math.max(width, left + 1))
  }
})

describe('labels', () => {
  test('stand every week, and the last one is today', () => {
    expect(labelledPeriods(30, 10.5, false)).toEqual([0, 7, 14, 21, 29])
    expect(labelledPeriods(30, 40, false)).toEqual([0, 7, 14, 21, 29])
  })
  test('stand farther apart where there is little space', () => {
    expect(labelledPeriods(90, 3.5, false)).toEqual([0, 21, 42, 63, 89])
    expect(labelledPeriods(7, 52, false)).toEqual([0, 2, 4, 6])
    expect(labelledPeriods(24, 13, true)).toEqual([0, 6, 12, 18, 23])
    expect(labelledPeriods(1, 300, false)).toEqual([0])
  })
})

describe('a bar', () => {
  const { y } = scalesOf(400, 1, 100)
  test('is stacked from the bottom, without overlaps, and small values can be seen', () => {
    const [delivered, delayed, failed] = stack([90, 0, 0.2], y)
    expect(delayed).toBeNull()
    expect(delivered && delivered.y + delivered.height).toBe(plotHeight)
    expect(failed?.height).toBe(2)
    expect(failed && failed.y + failed.height).toBeLessThan(delivered?.y ?? 0)
  })
})

test('a peak is one value that is far above all others', () => {
  expect(peakOf([80, 90, 412, 75])).toBe(2)
  expect(peakOf([80, 90, 100])).toBeNull()
  expect(peakOf([0, 1, 3])).toBeNull()
  expect(peakOf([50, 400, 400])).toBeNull()
})

test('shares fill the bar, and small ones can be seen', () => {
  const widths = shareWidths([999_990, 0, 9, 1], 400, 2)
  expect(widths[1]).toBe(0)
  expect(widths.slice(2)).toEqual([3, 3])
  expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(400 - 2 * 2)
  expect(shareWidths([0, 0], 400, 2)).toEqual([0, 0])
  expect(sharePlaces([10, 0, 5, 3], 2)).toEqual([0, 12, 12, 19])
})
