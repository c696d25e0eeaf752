import styles from './plot.module.css'
import { peakOf, type Scales } from './scale.ts'

/** The number of the one value that is far above all others. */
export function Peak({ scales, values }: { scales: Scales; values: readonly number[] }) {
  const index = peakOf(values)
  if (index === null) return null
  const value = values[index] ?? 0
  return (
    <text
      className={styles.peak}
      textAnchor="middle"
      x={scales.middle(index)}
      y={scales.y(value) - 6}
    >
      {value.toLocaleString('en-GB')}
    </text>
  )
}
