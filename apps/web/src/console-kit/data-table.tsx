import { type ReactNode, useId, useState } from 'react'
import hidden from '../ui/hidden.module.css'
import { type Column, ColumnHeader } from './column.tsx'
import styles from './data-table.module.css'
import { RowBox } from './row-box.tsx'
import type { RowSelection } from './row-selection.ts'
import type { Opening } from './row-toggle.tsx'
import { type Cards, TableCards } from './table-cards.tsx'
import { placeholderRows, TableRows } from './table-rows.tsx'
import { useMedia } from './use-media.ts'

type Props<Row> = {
  caption: string
  /** Null while the rows are fetched for the first time. */
  rows: readonly Row[] | null
  /** The first column with a label that people see is the header of its row. */
  columns: readonly Column<Row>[]
  /** Shown below a row that was opened by its `RowToggle`. */
  details?: (row: Row) => ReactNode
  cards?: Cards<Row>
  /** Each row then has a checkbox. */
  selection?: RowSelection<Row> | undefined
}

const never = 'not all'

/**
 * A table, or cards on narrow screens. Only one row is open at a time. While the first rows load,
 * it shows placeholders of the final height.
 */
export function DataTable<Row extends { id: string }>({ cards, ...props }: Props<Row>) {
  const { caption, rows, columns, details, selection } = props
  const openingOf = useOpening()
  const isNarrow = useMedia(cards?.media ?? never)
  if (cards && isNarrow) {
    return <TableCards {...{ caption, rows, details, openingOf, selection }} card={cards.card} />
  }
  return (
    <table className={styles.table} aria-busy={rows === null || undefined}>
      <caption className={hidden.hidden}>{caption}</caption>
      <thead>
        <tr>
          {selection && (
            <th scope="col" className={styles.box}>
              {rows ? (
                <RowBox
                  label={selection.pageLabel}
                  isSelected={selection.page === 'all'}
                  isSome={selection.page === 'some'}
                  onChange={selection.togglePage}
                />
              ) : (
                <span className={hidden.hidden}>{selection.pageLabel}</span>
              )}
            </th>
          )}
          {columns.map((column) => (
            <ColumnHeader key={column.label} of={column} />
          ))}
        </tr>
      </thead>
      {rows ? (
        <TableRows {...{ rows, columns, details, openingOf, selection }} />
      ) : (
        <Skeleton of={columns} hasBoxes={selection !== undefined} />
      )}
    </table>
  )
}

function useOpening() {
  const [openId, setOpen] = useState<string | null>(null)
  const tableId = useId()
  return (rowId: string): Opening => ({
    isOpen: openId === rowId,
    detailsId: `${tableId}${rowId}`,
    toggle: () => setOpen(openId === rowId ? null : rowId),
  })
}

type SkeletonProps<Row> = { of: readonly Column<Row>[]; hasBoxes: boolean }

const Skeleton = <Row,>({ of: columns, hasBoxes }: SkeletonProps<Row>) => (
  <tbody aria-hidden="true">
    {placeholderRows.map((row) => (
      <tr key={row}>
        {hasBoxes && <td className={styles.box} />}
        {columns.map(({ label, className }) => (
          <td key={label} className={className}>
            <span className={styles.bar} />
          </td>
        ))}
      </tr>
    ))}
  </tbody>
)
