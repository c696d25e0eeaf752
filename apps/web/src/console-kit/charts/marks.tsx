import { line } from 'd3-shape'
import styles from './marks.module.css'
import { type Scales, stack } from './scale.ts'

export type LineLook = 'main' | 'requested' | 'signedIn'
export type BarLook = 'plain' | 'pale' | 'warn' | 'bad'

type LineProps = { scales: Scales; values: readonly number[]; look: LineLook }

/** A line up to the last period that is over. The running one is an open mark, not joined. */
export function Line({ scales: { y, middle }, values, look }: LineProps) {
  const last = values.length - 1
  const path = line<number>()
    .x((_, index) => middle(index))
    .y((value) => y(value))
  const running = values[last]
  return (
    <g className={styles[look]}>
      <path className={styles.line} d={path(values.slice(0, last)) ?? undefined} />
      {running !== undefined && (
        <circle className={styles.open} cx={middle(last)} cy={y(running)} r={3.5} />
      )}
    </g>
  )
}

type BarsProps = {
  scales: Scales
  /** From the bottom up. */
  parts: readonly { readonly look: BarLook; readonly values: readonly number[] }[]
  hatch: string
}

/** A bar for each period, stacked. */
export function Bars({ scales, parts, hatch }: BarsProps) {
  const width = Math.max(1, scales.x.bandwidth())
  return scales.x.domain().map((period) =>
    stack(
      parts.map(({ values }) => values[period] ?? 0),
      scales.y,
    ).map((segment, place) => {
      const look = parts[place]?.look ?? 'plain'
      return (
        segment && (
          <rect
            key={`${period} ${look}`}
            className={styles[`${look}Bar`]}
            fill={look === 'warn' ? `url(#${hatch})` : undefined}
            x={scales.x(period)}
            width={width}
            {...segment}
          />
        )
      )
    }),
  )
}

export const diamondRadius = 5

/** A diamond for each period in which it happened. */
export const Diamonds = ({ scales: { y, middle }, values }: Omit<LineProps, 'look'>) =>
  values.map((value, index) => {
    if (value === 0) return null
    const [x, top] = [middle(index), Math.min(y(value), y(0) - 1)]
    return <path key={x} className={styles.badBar} d={diamond(x, top, diamondRadius)} />
  })

export const diamond = (x: number, y: number, radius: number) =>
  `M${x} ${y - radius}L${x + radius} ${y}L${x} ${y + radius}L${x - radius} ${y}Z`

/** Lines at 45°, so that delays differ from other bars without colour too. */
export const Hatch = ({ id }: { id: string }) => (
  <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect className={styles.hatchGround} width="5" height="5" />
    <rect className={styles.hatchLine} width="2.5" height="5" />
  </pattern>
)
