import styles from './chart-table.module.css'
import { chartWords as text } from './chart-words.ts'
import { Figure } from './figure.tsx'
import { type Axis, rowLabels } from './periods.ts'
import { sum } from './scale.ts'

/** A row of figures in the table, with its total and the list behind that. */
export type Column = {
  readonly words: string
  readonly values: readonly number[]
  readonly to: string | null
}

type Props = { title: string; axis: Axis; columns: readonly Column[] }

/** The figures of a chart, the newest first. It scrolls, and keyboards can scroll it. */
export function ChartTable({ title, axis, columns }: Props) {
  const labels = rowLabels(axis)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards scroll a focused region.
    <section className={styles.region} aria-label={title} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{axis.step === 'hour' ? text.hour : text.day}</th>
            {columns.map(({ words }) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{text.all}</th>
            {columns.map(({ words, values, to }) => (
              <td key={words}>
                <Figure count={sum(values)} to={to} words={words} />
              </td>
            ))}
          </tr>
          {labels
            .map((label, index) => (
              <Row key={axis.periods[index]?.from} {...{ label, index, columns }} />
            ))
            .reverse()}
        </tbody>
      </table>
    </section>
  )
}

type RowProps = Pick<Props, 'columns'> & { label: string; index: number }

const Row = ({ label, index, columns }: RowProps) => (
  <tr>
    <th scope="row">{label}</th>
    {columns.map(({ words, values }) => (
      <td key={words}>{values[index]?.toLocaleString('en-GB')}</td>
    ))}
  </tr>
)
