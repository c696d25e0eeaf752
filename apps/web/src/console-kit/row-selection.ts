import { useState } from 'react'

/** Which rows of a list are selected. */
type Selected = {
  /** Null: all rows of the list, on every page. */
  readonly ids: ReadonlySet<string> | null
}

/** What a table needs to know of a selection. */
export type RowSelection<Row> = {
  readonly isSelected: (row: Row) => boolean
  readonly toggle: (row: Row) => void
  /** The rows of the page: all of them, some, or none. */
  readonly page: 'all' | 'some' | 'none'
  readonly togglePage: () => void
  readonly labelOf: (row: Row) => string
  readonly pageLabel: string
}

type Words<Row> = Pick<RowSelection<Row>, 'labelOf' | 'pageLabel'>

const nobody: ReadonlySet<string> = new Set()

/**
 * Selects rows of a list that the server pages. Rows stay selected when the page is turned. Another
 * list, because of other filters, begins without any.
 * @param list what tells one list from another
 * @param rows those of this page
 */
export function useRowSelection<Row extends { readonly id: string }>(
  list: string,
  rows: readonly Row[],
  words: Words<Row>,
) {
  const [state, setState] = useState<Selected & { list: string }>({ list, ids: nobody })
  const { ids } = state.list === list ? state : { ids: nobody }
  const select = (next: Selected['ids']) => setState({ list, ids: next })
  const has = ({ id }: Row) => ids === null || ids.has(id)
  const onPage = rows.filter(has).length
  const table: RowSelection<Row> = {
    ...words,
    isSelected: has,
    toggle: (row) => select(toggled(ids ?? idsOf(rows), row.id)),
    page: onPage === 0 ? 'none' : onPage === rows.length ? 'all' : 'some',
    togglePage: () => select(turned(ids, rows, onPage < rows.length)),
  }
  return {
    table,
    /** Null: all rows of the list. */
    ids,
    isEmpty: ids?.size === 0,
    selectAll: () => select(null),
    clear: () => select(nobody),
  }
}

const idsOf = (rows: readonly { readonly id: string }[]) => new Set(rows.map(({ id }) => id))

export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

/** The rows of the page are added or removed. If the whole list was selected, nothing is then. */
export function turned(
  ids: ReadonlySet<string> | null,
  rows: readonly { readonly id: string }[],
  isOn: boolean,
): ReadonlySet<string> {
  if (isOn) return new Set([...(ids ?? []), ...idsOf(rows)])
  return new Set([...(ids ?? [])].filter((id) => !idsOf(rows).has(id)))
}
