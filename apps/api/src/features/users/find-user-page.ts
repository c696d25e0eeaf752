import { Problem } from '../../http/problem.ts'
import { type Database, sql, type Transaction } from '../../lib/database.ts'
import type { Keyset } from '../../lib/keyset.ts'
import { withinTime } from '../../lib/within-time.ts'
import { searchOf } from '../../models/search-conditions.ts'
import { filtersOf, type Rules, type UserFilters } from '../../models/user-conditions.ts'
import { createWalk, type Position, type UserSort, type Walk } from './user-sort.ts'

export type UserList = {
  readonly filters: UserFilters
  readonly sort: UserSort
  /** False: the caller sees contacts only, and can't search by their addresses. */
  readonly seesAll: boolean
} & Rules &
  Keyset<Position>

type Place = { readonly id: string; readonly position: string }

type Page = {
  readonly places: Place[]
  /** How many users the whole list has; null if finding the page didn't tell. */
  readonly total: number | null
}

type Sql = ReturnType<typeof sql>

/**
 * How many users are read in order before the search uses its index: a hundred for each one that is
 * wanted. If fewer than one in a hundred match, the index finds them as fast as a longer walk.
 */
const walkedForEach = 100
const longestWalk = 5_000

/** Milliseconds that one page may take, whatever was typed. */
const patience = 2_000

/**
 * Users as positions in the order of the list, backwards if it goes back. One more than the limit
 * tells the caller that there are more.
 *
 * There are two ways to search, and at a million users neither is good alone. A text that many
 * users match ("jan", a domain, a kind) is found in a short walk along the sort's index. A text
 * that the walk doesn't find matches few users, whom the search's index finds; they are then
 * sorted.
 *
 * @throws Problem overloaded, when neither ends in time
 */
export async function findUserPage(db: Database, list: UserList): Promise<Page> {
  const isBack = list.from?.direction === 'before'
  const walk = createWalk(list.sort, isBack, list.from?.position ?? null)
  const wanted = conditionsOf(list)
  const count = list.limit + 1
  const walked = await walkAlong(db, walk, wanted, count)
  if (walked) return { places: walked, total: null }
  const isFirst = list.from === null
  const gathered = await withinTime(db, patience, (tx) => gather(tx, walk, wanted, count, isFirst))
  if (!gathered) throw new Problem('overloaded', { headers: { 'retry-after': '2' } })
  return { places: gathered, total: isFirst ? (gathered[0]?.total ?? 0) : null }
}

const conditionsOf = ({ filters, seesAll, now, settings }: UserList): Sql => {
  const search = searchOf(filters.search, { seesAll })
  const rest = filtersOf(filters, { seesAll, now, settings })
  return search ? sql`${search} AND ${rest}` : rest
}

/**
 * Null: the walk was too short to decide. It always returns the row at its end, which shows that
 * the walk was cut off there.
 */
async function walkAlong(db: Database, walk: Walk, wanted: Sql, count: number) {
  const length = Math.min(walkedForEach * count, longestWalk)
  const rows = await db.$queryRaw<(Place & { isWanted: boolean; isLast: boolean })[]>`
    SELECT id, position, "isWanted", place = ${length} AS "isLast" FROM (
      SELECT id, ${walk.position} AS position, (${wanted}) AS "isWanted",
        row_number() OVER (ORDER BY ${walk.by}) AS place
      FROM users WHERE deleted_at IS NULL AND ${walk.beyond}
      ORDER BY ${walk.by} LIMIT ${length}
    ) AS walked
    WHERE "isWanted" OR place = ${length} LIMIT ${count}`
  const found = rows.filter(({ isWanted }) => isWanted)
  return found.length < count && rows.at(-1)?.isLast ? null : found
}

/**
 * Every match, sorted. For the first page they are also counted; later pages don't see all of them.
 * `OFFSET 0` prevents the planner from walking along the list instead.
 */
const gather = (tx: Transaction, walk: Walk, wanted: Sql, count: number, isFirst: boolean) =>
  tx.$queryRaw<(Place & { total: number | null })[]>`
    SELECT id, ${walk.position} AS position,
      ${isFirst ? sql`count(*) OVER ()::int` : sql`NULL::int`} AS total FROM (
      SELECT * FROM users WHERE deleted_at IS NULL AND ${wanted} AND ${walk.beyond} OFFSET 0
    ) AS users ORDER BY ${walk.by} LIMIT ${count}`
