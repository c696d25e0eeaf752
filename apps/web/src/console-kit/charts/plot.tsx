import { type ReactNode, useId } from 'react'
import { Hatch } from './marks.tsx'
import { type Axis, axisLabels } from './periods.ts'
import styles from './plot.module.css'
import { axisNumber, labelledPeriods, plotHeight, type Scales, scalesOf } from './scale.ts'
import { useWidth } from './use-width.ts'

const above = 8
const below = 24
const textDrop = 4.5

type Props = {
  axis: Axis
  highest: number
  /** One sentence with the totals, for screen readers. */
  summary: string
  /** Shown on the empty axes, if nothing has happened. */
  empty: string | null
  children: (scales: Scales, hatch: string) => ReactNode
}

/** Axes and grid. The marks are drawn on its scales, as wide as there is space. */
export function Plot({ axis, highest, summary, empty, children }: Props) {
  const { element, width } = useWidth()
  const hatch = useId()
  const scales = width === null ? null : scalesOf(width, axis.periods.length, highest)
  return (
    <div ref={element} className={styles.plot}>
      {scales && (
        <svg
          className={styles.svg}
          viewBox={`0 ${-above} ${scales.width} ${above + plotHeight + below}`}
          role="img"
          aria-label={summary}
        >
          <defs>
            <Hatch id={hatch} />
          </defs>
          <Grid {...scales} />
          {empty === null && children(scales, hatch)}
          <Labels scales={scales} axis={axis} />
        </svg>
      )}
      {empty && <p className={styles.empty}>{empty}</p>}
    </div>
  )
}

const Grid = ({ ticks, y, left, width }: Scales) =>
  ticks.map((tick) => (
    <g key={tick}>
      <path className={tick === 0 ? styles.zero : styles.grid} d={`M${left} ${y(tick)}H${width}`} />
      <text className={styles.number} x={0} y={y(tick) + textDrop}>
        {axisNumber(tick)}
      </text>
    </g>
  ))

/** The last label ends where the plot ends, to stay inside. */
function Labels({ scales, axis }: { scales: Scales; axis: Axis }) {
  const labels = axisLabels(axis)
  const last = labels.length - 1
  return labelledPeriods(labels.length, scales.step, axis.step === 'hour').map((index) => (
    <text
      key={index}
      className={index === last ? styles.present : styles.label}
      textAnchor={index === last ? 'end' : 'middle'}
      x={index === last ? scales.width : scales.middle(index)}
      y={plotHeight + below - 6}
    >
      {labels[index]}
    </text>
  ))
}
