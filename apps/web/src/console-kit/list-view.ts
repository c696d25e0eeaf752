import type { Contract, Query } from '@rekey/contracts/route'
import { rowCounts } from './row-counts.ts'

type Fields = Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean } }>>
type Listing = Contract & { readonly query: { readonly shape: Fields } }

/** What a list shows, all of it in its address. Left out is what the list does anyway. */
export type ListView<C extends Listing> = {
  readonly [Name in keyof Query<C>]?: Query<C>[Name] | undefined
}

/**
 * Reads and writes the address of a list, by the query of its contract.
 * @param defaults what the list does anyway, beside 25 rows a page
 */
export function listView<C extends Listing>({ query }: C, defaults: ListView<C> = {}) {
  const { shape }: { shape: Fields } = query
  const names = ordered(Object.keys(shape))
  const usual: Record<string, unknown> = { limit: rowCounts[0], ...defaults }

  const isKnown = (name: string, value: string) =>
    name === 'limit'
      ? rowCounts.some((count) => count === value)
      : shape[name]?.safeParse(value).success

  /** A mistyped address shows what of it makes sense. */
  const read = (params: URLSearchParams): ListView<C> => {
    const known = names.flatMap((name) => {
      const value = params.get(name)
      return value && isKnown(name, value) ? [[name, value] as const] : []
    })
    return Object.fromEntries(known) as ListView<C>
  }

  /** The same view has the same address, in whatever order it came about. */
  const write = (view: ListView<C>): string => {
    const asked = view as Readonly<Record<string, string | undefined>>
    const given = names.flatMap((name) => {
      const value = asked[name]
      return value && value !== usual[name] ? [[name, value]] : []
    })
    return new URLSearchParams(given).toString()
  }

  /** Another search, filter, sort or number of rows starts at the first page. */
  const change = (view: ListView<C>, by: ListView<C>): ListView<C> =>
    read(new URLSearchParams(write({ ...view, ...by, cursor: undefined })))

  return { read, write, change }
}

/** In the address the search comes first, and the page last. */
const ordered = (names: readonly string[]) => {
  const others = names.filter((name) => !['search', 'limit', 'cursor'].includes(name))
  return ['search', ...others, 'limit', 'cursor'].filter((name) => names.includes(name))
}
