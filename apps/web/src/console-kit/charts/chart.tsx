import { ChartNoAxesColumn, Table2 } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { fill } from '../../fill.ts'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import styles from './chart.module.css'
import { ChartTable, type Column } from './chart-table.tsx'
import { chartWords as text } from './chart-words.ts'
import { Figure } from './figure.tsx'
import { Key, type KeyLook } from './key.tsx'
import type { Axis } from './periods.ts'
import { useRememberedTable } from './use-remembered-table.ts'

/** The total of a range, which is also what explains a mark. */
type Label = {
  readonly look: KeyLook
  readonly words: string
  readonly total: number
  /** The list behind it; null: the viewer may not see it. */
  readonly to: string | null
}

export type More = { readonly words: string; readonly to: string }

type Props = {
  /** By which the choice of the table is remembered. */
  name: string
  title: string
  axis: Axis
  labels: readonly Label[]
  columns: readonly Column[]
  /** The link to the screen with more details. */
  more?: More | undefined
  /** The plot. */
  children: ReactNode
}

/** A chart: its plot with the totals beside it, or a table of the same figures. */
export function Chart({ name, title, axis, labels, columns, more, children }: Props) {
  const { isTable, toggle } = useRememberedTable(name)
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.chart}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {isTable ? (
        <ChartTable title={fill(text.tableOf, { title })} axis={axis} columns={columns} />
      ) : (
        <div className={styles.body}>
          {children}
          <Labels labels={labels} />
        </div>
      )}
      <div className={styles.foot}>
        <button type="button" className={styles.toggle} aria-expanded={isTable} onClick={toggle}>
          <Icon of={isTable ? ChartNoAxesColumn : Table2} size={16} />
          {isTable ? text.asChart : text.asTable}
        </button>
        {more && (
          <Link to={more.to} className={styles.more}>
            {more.words}
          </Link>
        )}
      </div>
    </section>
  )
}

function Labels({ labels }: { labels: readonly Label[] }) {
  return (
    <ul className={styles.labels}>
      {labels.map(({ look, words, total, to }) => (
        <li key={words} className={styles.label}>
          <Key look={look} />
          <span>
            <Figure count={total} to={to} words={words} />
            <span className={styles.words}>{words}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
