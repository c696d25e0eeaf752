import { scaleBand, scaleLinear } from 'd3-scale'

/** In px at the usual font size; a chart grows with the reader's. */
export const plotHeight = 150
const leastGutter = 40
const digitWidth = 7.5
const labelGap = 12

/** Four lines above zero, at numbers that people read easily. */
const gridLines = 4
const easySteps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** The top of the axis: the lowest easy number that the highest value doesn't exceed. */
export function axisTop(highest: number): number {
  const least = Math.max(1, highest / gridLines)
  const power = 10 ** Math.floor(Math.log10(least))
  const isWhole = (step: number) => Number.isInteger(step * power)
  const step = easySteps.find((each) => each * power >= least && isWhole(each)) ?? 10
  return step * power * gridLines
}

export type Scales = ReturnType<typeof scalesOf>

/** Where things are drawn: `width` units wide, one band a period. */
export function scalesOf(width: number, count: number, highest: number) {
  const top = axisTop(highest)
  const ticks = Array.from({ length: gridLines + 1 }, (_, line) => (top / gridLines) * line)
  const longest = Math.max(...ticks.map((tick) => axisNumber(tick).length))
  const left = Math.max(leastGutter, longest * digitWidth + labelGap)
  const y = scaleLinear().domain([0, top]).range([plotHeight, 0])
  const x = scaleBand<number>()
    .domain(Array.from({ length: count }, (_, index) => index))
    .range([left, Math.max(left + 1, width)])
    .paddingInner(0.28)
    .paddingOuter(0.14)
  const middle = (index: number) => (x(index) ?? left) + x.bandwidth() / 2
  return { left, width, ticks, y, x, middle, step: x.step() }
}

/** `2,400`, and `1.2M` for numbers that would be too wide: British English writes a small m. */
export const axisNumber = (value: number): string =>
  value.toLocaleString('en-US', {
    notation: value >= 100_000 ? 'compact' : 'standard',
    maximumFractionDigits: 1,
  })

/** How wide a label such as `29 Oct` is, with space around it. */
const labelWidth = 54
const everyDays = [1, 2, 3, 7]
const everyWeeks = [7, 14, 21, 28]
/** Longer ranges have labels on the same day of each week. */
const mostDays = 14
const everyHours = [1, 2, 3, 6, 12, 24]

/** The periods that have a label: the last one, and before it as many as there is space for. */
export function labelledPeriods(count: number, bandWidth: number, isByHour: boolean): number[] {
  const steps = isByHour ? everyHours : count > mostDays ? everyWeeks : everyDays
  const every = steps.find((each) => each * bandWidth >= labelWidth) ?? count
  const last = count - 1
  const all = Array.from({ length: count }, (_, index) => index)
  const isFree = (index: number) => (last - index) * bandWidth >= labelWidth
  return [...all.filter((index) => index % every === 0 && isFree(index)), last]
}

/** A segment of a bar, from the bottom up: where it begins, and how high it is. */
type Segment = { readonly y: number; readonly height: number }

const segmentGap = 1.5
const leastHeight = 2

/** Stacks values. A value above zero can always be seen; zero draws nothing. */
export function stack(values: readonly number[], y: Scales['y']): (Segment | null)[] {
  let floor = plotHeight
  return values.map((value) => {
    if (value <= 0) return null
    const height = Math.max(leastHeight, plotHeight - y(value) - segmentGap)
    const segment = { y: floor - height, height }
    floor -= height + segmentGap
    return segment
  })
}

/** The one value that is far above all others, by its index; null: there is none. */
export function peakOf(values: readonly number[]): number | null {
  const [highest = 0, second = 0] = values.toSorted((one, other) => other - one)
  return values.length > 2 && highest >= 10 && highest >= 2 * second
    ? values.indexOf(highest)
    : null
}

/** How wide each share of a bar is. A share above zero can always be seen. */
export function shareWidths(counts: readonly number[], width: number, gap: number): number[] {
  const least = 3
  const total = counts.reduce((sum, count) => sum + count, 0)
  const shown = counts.filter((count) => count > 0).length
  if (total === 0) return counts.map(() => 0)
  const free = width - gap * Math.max(0, shown - 1)
  const wanted = counts.map((count) => (count > 0 ? Math.max(least, (free * count) / total) : 0))
  const excess = wanted.reduce((sum, each) => sum + each, 0) - free
  const largest = wanted.indexOf(Math.max(...wanted))
  return wanted.map((each, index) => (index === largest ? Math.max(0, each - excess) : each))
}

/** Where each share begins. One of no width takes no gap. */
export const sharePlaces = (widths: readonly number[], gap: number): number[] =>
  widths.map((_, index) =>
    sum(widths.slice(0, index).map((width) => (width > 0 ? width + gap : 0))),
  )

export const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0)
