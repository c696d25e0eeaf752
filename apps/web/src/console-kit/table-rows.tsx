import { Fragment, type ReactNode } from 'react'
import type { Column } from './column.tsx'
import styles from './data-table.module.css'
import { RowBox } from './row-box.tsx'
import type { RowSelection } from './row-selection.ts'
import type { Opening } from './row-toggle.tsx'

/** What a table and its cards show of their rows. */
export type RowsProps<Row> = {
  rows: readonly Row[]
  details: ((row: Row) => ReactNode) | undefined
  openingOf: (rowId: string) => Opening
  selection?: RowSelection<Row> | undefined
}

/** Shown while the first rows load. */
export const placeholderRows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

export const TableRows = <Row extends { id: string }>({
  rows,
  columns,
  details,
  openingOf,
  selection,
}: RowsProps<Row> & { columns: readonly Column<Row>[] }) => (
  <tbody>
    {rows.map((row) => {
      const opening = openingOf(row.id)
      return (
        <Fragment key={row.id}>
          <tr
            className={opening.isOpen ? styles.open : undefined}
            data-selected={selection?.isSelected(row) || undefined}
          >
            {selection && (
              <td className={styles.box}>
                <SelectRow {...{ row, selection }} />
              </td>
            )}
            <Cells {...{ row, columns, opening }} />
          </tr>
          {details && opening.isOpen && (
            <tr id={opening.detailsId} className={styles.details}>
              <td colSpan={columns.length + (selection ? 1 : 0)}>{details(row)}</td>
            </tr>
          )}
        </Fragment>
      )
    })}
  </tbody>
)

export const SelectRow = <Row,>({ row, selection }: { row: Row; selection: RowSelection<Row> }) => (
  <RowBox
    label={selection.labelOf(row)}
    isSelected={selection.isSelected(row)}
    onChange={() => selection.toggle(row)}
  />
)

const headerOf = <Row,>(columns: readonly Column<Row>[]) =>
  columns.find(({ isLabelHidden }) => !isLabelHidden)

type CellsProps<Row> = { row: Row; columns: readonly Column<Row>[]; opening: Opening }

const Cells = <Row,>({ row, columns, opening }: CellsProps<Row>) =>
  columns.map((column) => {
    const { label, cell, className } = column
    const content = cell(row, opening)
    return column === headerOf(columns) ? (
      <th key={label} scope="row" className={className}>
        {content}
      </th>
    ) : (
      <td key={label} className={className}>
        {content}
      </td>
    )
  })
