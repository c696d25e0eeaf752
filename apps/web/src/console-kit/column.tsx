import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import hidden from '../ui/hidden.module.css'
import { Icon } from '../ui/icon.tsx'
import { Link } from '../ui/link.tsx'
import styles from './data-table.module.css'
import type { Opening } from './row-toggle.tsx'

export type Column<Row> = {
  readonly label: string
  readonly cell: (row: Row, opening: Opening) => ReactNode
  /**
   * The class of the header and the cells, which sets the width and hides columns on narrow
   * screens.
   */
  readonly className?: string | undefined
  /** Only screen readers read the label, as the cells speak for themselves. */
  readonly isLabelHidden?: boolean
  readonly sort?: Sort | undefined
}

export type Sort = {
  readonly direction: 'ascending' | 'descending' | null
  /** The first press sorts by the column, and the next press reverses the order. */
  readonly onPress: () => void
}

export function ColumnHeader<Row>({
  of: { label, className, sort, isLabelHidden },
}: HeaderProps<Row>) {
  const direction = sort?.direction ?? null
  return (
    <th scope="col" className={className} {...(direction && { 'aria-sort': direction })}>
      {sort ? (
        <button type="button" className={styles.sort} onClick={sort.onPress}>
          {label}
          {direction && <Icon of={direction === 'ascending' ? ArrowUp : ArrowDown} size={16} />}
        </button>
      ) : (
        <span className={isLabelHidden ? hidden.hidden : undefined}>{label}</span>
      )}
    </th>
  )
}

type HeaderProps<Row> = { of: Column<Row> }

type Named<Row> = Pick<Column<Row>, 'label' | 'className'> & {
  pathOf: (id: string) => string
  /** Shown below the name. */
  below?: (row: Row) => ReactNode
  /** Receives the id of the link that the user follows, so that Back can restore the focus. */
  onFollow: (linkId: string) => void
}

/** The column of names, each with a link to the screen of its row. */
export const nameColumn = <Row extends { id: string; name: string }>({
  pathOf,
  below,
  onFollow,
  ...column
}: Named<Row>): Column<Row> => ({
  ...column,
  cell: (row) => (
    <>
      <Link
        id={`row-${row.id}`}
        className={styles.name}
        to={pathOf(row.id)}
        data-row-link
        onClick={() => onFollow(`row-${row.id}`)}
      >
        {row.name}
      </Link>
      {below?.(row)}
    </>
  ),
})
