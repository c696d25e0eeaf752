import type { ReactNode } from 'react'
import hidden from '../ui/hidden.module.css'
import { Link } from '../ui/link.tsx'
import styles from './data-table.module.css'
import table from './table.module.css'

export type Column<Row> = {
  readonly label: string
  readonly cell: (row: Row) => ReactNode
  /**
   * The class of the header and the cells, which sets the width and hides columns on narrow
   * screens.
   */
  readonly className?: string | undefined
}

type Props<Row> = {
  caption: string
  /** Null while the rows are fetched for the first time. */
  rows: readonly Row[] | null
  /** The first column shows the name of the row, with a link to its screen. */
  name: { readonly label: string; readonly className?: string | undefined }
  pathOf: (id: string) => string
  /** Shown below the name. */
  below?: (row: Row) => ReactNode
  columns: readonly Column<Row>[]
  /** Receives the id of the link that the user follows, so that Back can restore the focus. */
  onFollow: (linkId: string) => void
}

/** A table of named things. While they load, it shows placeholder rows of the final height. */
export function DataTable<Row extends { id: string; name: string }>(props: Props<Row>) {
  const { caption, rows, name, columns } = props
  return (
    <table className={`${table.table} ${styles.table}`} aria-busy={rows === null || undefined}>
      <caption className={hidden.hidden}>{caption}</caption>
      <thead>
        <tr>
          {[name, ...columns].map(({ label, className }) => (
            <th key={label} scope="col" className={className}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      {rows ? (
        <tbody>
          {rows.map((row) => (
            <NamedRow key={row.id} row={row} {...props} />
          ))}
        </tbody>
      ) : (
        <Skeleton columns={columns.length + 1} />
      )}
    </table>
  )
}

type RowProps<Row> = Omit<Props<Row>, 'rows'> & { row: Row }

function NamedRow<Row extends { id: string; name: string }>(props: RowProps<Row>) {
  const { row, pathOf, below, columns, onFollow } = props
  const linkId = `row-${row.id}`
  return (
    <tr>
      <th scope="row">
        <Link
          id={linkId}
          className={styles.name}
          to={pathOf(row.id)}
          data-row-link
          onClick={() => onFollow(linkId)}
        >
          {row.name}
        </Link>
        {below?.(row)}
      </th>
      {columns.map(({ label, cell, className }) => (
        <td key={label} className={className}>
          {cell(row)}
        </td>
      ))}
    </tr>
  )
}

const Skeleton = ({ columns }: { columns: number }) => (
  <tbody aria-hidden="true">
    {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
      <tr key={row}>
        <td colSpan={columns}>
          <span className={styles.bar} />
        </td>
      </tr>
    ))}
  </tbody>
)
