import type { ReactNode } from 'react'
import type { Opening } from './row-toggle.tsx'
import styles from './table-cards.module.css'
import { placeholderRows, type RowsProps, SelectRow } from './table-rows.tsx'

/** How rows look on screens that are too narrow for columns. */
export type Cards<Row> = {
  /** The media query of those screens. */
  readonly media: string
  readonly card: (row: Row, opening: Opening) => ReactNode
}

type Props<Row> = Omit<RowsProps<Row>, 'rows'> &
  Pick<Cards<Row>, 'card'> & { caption: string; rows: readonly Row[] | null }

/** The rows of a table as a list of cards. */
export function TableCards<Row extends { id: string }>(props: Props<Row>) {
  const { caption, rows, card, details, openingOf, selection } = props
  if (!rows) return <SkeletonCards />
  return (
    <ul className={styles.cards} aria-label={caption}>
      {rows.map((row) => {
        const opening = openingOf(row.id)
        return (
          <li key={row.id} className={styles.card} data-open={opening.isOpen}>
            {selection ? (
              <div className={styles.selectable}>
                <span className={styles.box}>
                  <SelectRow {...{ row, selection }} />
                </span>
                {card(row, opening)}
              </div>
            ) : (
              card(row, opening)
            )}
            {details && opening.isOpen && <div id={opening.detailsId}>{details(row)}</div>}
          </li>
        )
      })}
    </ul>
  )
}

const SkeletonCards = () => (
  <ul className={styles.cards} aria-hidden="true">
    {placeholderRows.map((row) => (
      <li key={row} className={styles.placeholder}>
        <span />
        <span />
        <span />
      </li>
    ))}
  </ul>
)
