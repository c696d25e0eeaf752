import { Problem } from '../../http/problem.ts'
import { type Database, sql, type Transaction } from '../../lib/database.ts'
import type { Keyset } from '../../lib/keyset.ts'
import { withinTime } from '../../lib/within-time.ts'
import { filtersOf, searchOf, type UserFilters } from './user-conditions.ts'
import { createWalk, type Position, type UserSort, type Walk } from './user-sort.ts'

export type UserList = {
  readonly filters: UserFilters
  readonly sort: UserSort
  /** False: contacts alone, and nothing by their addresses. */
  readonly seesAll: boolean
  readonly now: Date
} & Keyset<Position>

export type Place = { readonly id: string; readonly position: string }
type Sql = ReturnType<typeof sql>

/** So many users are looked at in order before the search goes by its index. */
const longestWalk = 5_000

/** Milliseconds that one page may take, whatever was typed. */
const patience = 2_000

/**
 * Users as places in the order of the list, backwards where it goes back; one more than the limit
 * tells that there are more.
 *
 * Two ways lead there, and neither is good alone at a million users. What many hold ("jan", a
 * domain, a kind) is found within a short walk along the sort's index. What the walk doesn't find
 * is held by few: the search's index gives them all, and they are sorted.
 * @throws Problem overloaded, when neither ends in time
 */
export async function findUserPage(db: Database, list: UserList): Promise<Place[]> {
  const isBack = list.from?.direction === 'before'
  const walk = createWalk(list.sort, isBack, list.from?.position ?? null)
  const wanted = conditionsOf(list)
  const count = list.limit + 1
  const found =
    (await walkAlong(db, walk, wanted, count)) ??
    (await withinTime(db, patience, (tx) => gather(tx, walk, wanted, count)))
  if (!found) throw new Problem('overloaded', { headers: { 'retry-after': '2' } })
  return found
}

const conditionsOf = ({ filters, seesAll, now }: UserList): Sql => {
  const search = searchOf(filters.search, { seesAll })
  const rest = filtersOf(filters, { seesAll, now })
  return search ? sql`${search} AND ${rest}` : rest
}

/** Null: it was too short to tell. The last user of a whole walk is given in any case, and tells so. */
async function walkAlong(db: Database, walk: Walk, wanted: Sql, count: number) {
  const rows = await db.$queryRaw<(Place & { isWanted: boolean; isLast: boolean })[]>`
    SELECT id, position, "isWanted", place = ${longestWalk} AS "isLast" FROM (
      SELECT id, ${walk.position} AS position, (${wanted}) AS "isWanted",
        row_number() OVER (ORDER BY ${walk.by}) AS place
      FROM users WHERE deleted_at IS NULL AND ${walk.beyond}
      ORDER BY ${walk.by} LIMIT ${longestWalk}
    ) AS walked
    WHERE "isWanted" OR place = ${longestWalk} LIMIT ${count}`
  const found = rows.filter(({ isWanted }) => isWanted)
  return found.length < count && rows.at(-1)?.isLast ? null : found
}

/** All that are wanted, then sorted: `OFFSET 0` keeps the planner from walking on instead. */
const gather = (tx: Transaction, walk: Walk, wanted: Sql, count: number) =>
  tx.$queryRaw<Place[]>`
    SELECT id, ${walk.position} AS position FROM (
      SELECT * FROM users WHERE deleted_at IS NULL AND ${wanted} AND ${walk.beyond} OFFSET 0
    ) AS users ORDER BY ${walk.by} LIMIT ${count}`
