import { type Database, sql } from '../../lib/database.ts'
import { filtersOf, searchOf } from '../../models/user-conditions.ts'
import type { UserList } from './find-user-page.ts'

/** Counting further would cost more than the page itself. */
const mostCounted = 2_000

/**
 * How many users a list has in total, if that is cheap to count: up to 2,000 users all are checked;
 * null if there are more.
 */
export async function countUsers(
  db: Database,
  { filters, seesAll, now }: Pick<UserList, 'filters' | 'seesAll' | 'now'>,
): Promise<number | null> {
  const search = searchOf(filters.search, { seesAll }) ?? sql`true`
  const [count] = await db.$queryRaw<{ all: number; wanted: number }[]>`
    SELECT count(*)::int AS all, (count(*) FILTER (WHERE ${search} AND ${filtersOf(filters, { seesAll, now })}))::int AS wanted
    FROM (SELECT * FROM users WHERE deleted_at IS NULL LIMIT ${mostCounted + 1}) AS users`
  return count && count.all <= mostCounted ? count.wanted : null
}
