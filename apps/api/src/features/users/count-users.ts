import { type Database, sql, type Transaction } from '../../lib/database.ts'
import { withinTime } from '../../lib/within-time.ts'
import { allOf, searchOf } from '../../models/search-conditions.ts'
import { filtersOf } from '../../models/user-conditions.ts'
import type { UserList } from './find-user-page.ts'

/** A list with more users than this isn't counted to its end. */
const mostCounted = 10_000

/** Milliseconds: an unknown count is better than a slow page. */
const patience = 250

type Counted = Pick<UserList, 'filters' | 'seesAll' | 'now' | 'settings'>

/** How many users a list has in all, as `total` and `moreThan` of the contract. */
export async function countUsers(db: Database, list: Counted, most = mostCounted) {
  // Without a filter the limit alone keeps it short. Rare matches may need a look at every user.
  const isShort = list.seesAll && Object.keys(list.filters).length === 0
  const rows = isShort
    ? await count(db, list, most)
    : await withinTime(db, patience, (tx) => count(tx, list, most))
  const found = rows?.[0]?.count
  if (found === undefined) return { total: null, moreThan: null }
  return countedAs(found, most)
}

/** A list of this many users; above `most` the exact number isn't told. */
export const countedAs = (count: number, most = mostCounted) =>
  count > most ? { total: null, moreThan: most } : { total: count, moreThan: null }

const count = (db: Database | Transaction, { filters, seesAll, ...rules }: Counted, most: number) =>
  db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM users
      WHERE deleted_at IS NULL AND ${allOf([
        searchOf(filters.search, { seesAll }) ?? sql`true`,
        filtersOf(filters, { seesAll, ...rules }),
      ])}
      LIMIT ${most + 1}
    ) AS users`
