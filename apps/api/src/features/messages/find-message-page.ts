import type { listMessages } from '@rekey/contracts/messages'
import type { Query } from '@rekey/contracts/route'
import { Problem } from '../../http/problem.ts'
import { type Database, joinSql, type Sql, sql, type Transaction } from '../../lib/database.ts'
import type { Keyset, Moment } from '../../lib/keyset.ts'
import { storableTime } from '../../lib/storable-time.ts'
import { withinTime } from '../../lib/within-time.ts'
import { typedAddress } from '../../models/search-text.ts'
import { usernameKey } from '../../models/username-key.ts'
import { isWaiting } from '../../models/waiting-messages.ts'

type MessageList = {
  readonly filters: Pick<
    Query<typeof listMessages>,
    'status' | 'template' | 'search' | 'from' | 'to'
  >
} & Keyset<Moment>

/** How many mails are read, newest first, before the search uses its indexes. */
const longestWalk = 5_000

/** Milliseconds that one page may take, whatever was typed. */
const patience = 2_000

/** Trigrams need three characters; a shorter text is searched as a prefix. */
const partLength = 3

/**
 * The ids of mails, newest first, or from older to newer if the list goes back. One more than the
 * limit tells the caller that there are more.
 *
 * There are two ways to search, and at a million mails neither is good alone. A text that many
 * mails contain (a domain) is found in a short walk along the list. A text that the walk doesn't
 * find is in few mails, which the indexes find.
 *
 * @throws Problem overloaded, when neither ends in time
 */
export async function findMessagePage(db: Database, list: MessageList): Promise<string[]> {
  const search = searchOf(list.filters.search)
  const walk = walkOf(list)
  const found = search
    ? ((await walkAlong(db, walk, search)) ??
      (await withinTime(db, patience, (tx) => gather(tx, walk, search))))
    : await next(db, walk)
  if (!found) throw new Problem('overloaded', { headers: { 'retry-after': '2' } })
  return found.map(({ id }) => id)
}

type Row = { readonly id: string }

/** The direction, the start and the length of a walk. */
type Walk = { readonly by: Sql; readonly passing: Sql; readonly count: number }

function walkOf({ filters, from, limit }: MessageList): Walk {
  const { status, template, from: start, to: end } = filters
  const isBack = from?.direction === 'before'
  const place = from && sql`(${from.position.at}::timestamptz, ${from.position.id}::uuid)`
  const passing = [
    sql`true`,
    ...(status ? [sql`status = ${status}`] : []),
    ...(template ? [sql`template = ${template}`] : []),
    ...(start ? [sql`asked_at >= ${storableTime(start)}`] : []),
    ...(end ? [sql`asked_at < ${storableTime(end)}`] : []),
    ...(place ? [isBack ? sql`(asked_at, id) > ${place}` : sql`(asked_at, id) < ${place}`] : []),
  ]
  return {
    by: isBack ? sql`asked_at, id` : sql`asked_at DESC, id DESC`,
    passing: joinSql(passing, ' AND '),
    count: limit + 1,
  }
}

type Search = { readonly isTo: Sql; readonly isOf: Sql }

/** Null: nothing was typed. `%`, `_` and `\` are ordinary characters. */
function searchOf(given = ''): Search | null {
  const typed = typedAddress(given)
  const part = plain(typed.toLowerCase())
  if (part === '') return null
  const pattern = [...part].length < partLength ? `${part}%` : `%${part}%`
  return {
    isTo: sql`lower("to" COLLATE "und-x-icu") LIKE ${pattern}`,
    isOf: sql`user_id IN (
      SELECT id FROM users
      WHERE username_key COLLATE "C" LIKE ${`${plain(usernameKey(typed))}%`} AND deleted_at IS NULL)`,
  }
}

const plain = (text: string) => text.replace(/[\\%_]/g, '\\$&')

const next = (db: Database, { by, passing, count }: Walk) =>
  db.$queryRaw<Row[]>`SELECT id FROM messages WHERE ${passing} ORDER BY ${by} LIMIT ${count}`

/**
 * Null: the walk was too short to decide. It always returns the row at `longestWalk`, which shows
 * that the walk was cut off there.
 */
async function walkAlong(db: Database, { by, passing, count }: Walk, { isTo, isOf }: Search) {
  const rows = await db.$queryRaw<(Row & { isWanted: boolean; isLast: boolean })[]>`
    SELECT id, "isWanted", place = ${longestWalk} AS "isLast" FROM (
      SELECT id, coalesce(${isTo} OR ${isOf}, false) AS "isWanted",
        row_number() OVER (ORDER BY ${by}) AS place
      FROM messages WHERE ${passing} ORDER BY ${by} LIMIT ${longestWalk}
    ) AS walked
    WHERE "isWanted" OR place = ${longestWalk} ORDER BY place LIMIT ${count}`
  const found = rows.filter(({ isWanted }) => isWanted)
  return found.length < count && rows.at(-1)?.isLast ? null : found
}

/** The condition of the index of addresses: a waiting mail isn't in it. */
const hasLeft = sql`(accepted_at IS NOT NULL OR status NOT IN ('queued', 'sending', 'delayed'))`

/** Every matching mail, found by the indexes, then sorted. */
const gather = (tx: Transaction, { by, passing, count }: Walk, { isTo, isOf }: Search) =>
  tx.$queryRaw<Row[]>`
    SELECT id FROM (
      SELECT id, asked_at FROM messages WHERE ${isTo} AND ${hasLeft} AND ${passing}
      UNION SELECT id, asked_at FROM messages WHERE ${isWaiting} AND ${isTo} AND ${passing}
      UNION SELECT id, asked_at FROM messages WHERE ${isOf} AND ${passing}
    ) AS wanted ORDER BY ${by} LIMIT ${count}`
