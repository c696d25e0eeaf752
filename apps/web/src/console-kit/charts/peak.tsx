import { numberWords } from '../number-words.ts'
import styles from './plot.module.css'
import { peakOf, plotHeight, type Scales } from './scale.ts'

/** A lower bar is too small beside what else the chart shows. */
const lowestPeak = 0.95

/** The number of the one value that is far above all others. */
export function Peak({ scales, values }: { scales: Scales; values: readonly number[] }) {
  const index = peakOf(values)
  if (index === null) return null
  const value = values[index] ?? 0
  if (scales.y(value) > lowestPeak * plotHeight) return null
  return (
    <text
      className={styles.peak}
      textAnchor="middle"
      x={scales.middle(index)}
      y={scales.y(value) - 6}
    >
      {numberWords(value)}
    </text>
  )
}
