import type { Contract, Query } from '@rekey/contracts/route'
import { isDay } from './days.ts'
import { rowCounts } from './row-counts.ts'

type Fields = Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean } }>>
type Listing = Contract & { readonly query: { readonly shape: Fields } }

/**
 * The settings of a list, all of which are in its address. Default values are left out. `from` and
 * `to` are days, which `withInstants` turns into the instants of the query.
 */
export type ListView<C extends Listing> = {
  readonly [Name in keyof Query<C>]?: Query<C>[Name] | undefined
}

/**
 * Reads and writes the address of a list, following the query of its contract.
 * @param defaults the default settings of the list, besides 25 rows a page
 */
export function listView<C extends Listing>({ query }: C, defaults: ListView<C> = {}) {
  const { shape }: { shape: Fields } = query
  const names = ordered(Object.keys(shape))
  const usual: Record<string, unknown> = { limit: rowCounts[0], ...defaults }

  const isKnown = (name: string, value: string) => {
    if (name === 'limit') return rowCounts.some((count) => count === value)
    if (name === 'from' || name === 'to') return isDay(value)
    return shape[name]?.safeParse(value).success
  }

  /** A mistyped address keeps its valid parts. */
  const read = (params: URLSearchParams): ListView<C> => {
    const known = names.flatMap((name) => {
      const value = params.get(name)
      return value && isKnown(name, value) ? [[name, value] as const] : []
    })
    return Object.fromEntries(known) as ListView<C>
  }

  /** The same view always has the same address, whatever order the user chose its settings in. */
  const write = (view: ListView<C>): string => {
    const asked = view as Readonly<Record<string, string | undefined>>
    const given = names.flatMap((name) => {
      const value = asked[name]
      return value && value !== usual[name] ? [[name, value]] : []
    })
    return new URLSearchParams(given).toString()
  }

  /** A new search, filter, sort order or number of rows shows the first page. */
  const change = (view: ListView<C>, by: ListView<C>): ListView<C> =>
    read(new URLSearchParams(write({ ...view, ...by, cursor: undefined })))

  return { read, write, change }
}

/** The search comes first in the address, and the page last. */
const ordered = (names: readonly string[]) => {
  const others = names.filter((name) => !['search', 'limit', 'cursor'].includes(name))
  return ['search', ...others, 'limit', 'cursor'].filter((name) => names.includes(name))
}
