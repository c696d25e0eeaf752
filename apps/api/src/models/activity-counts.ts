import { type Database, rowsAsTable, type Sql, sql, type Transaction } from '../lib/database.ts'

/**
 * What the overview shows, counted when it happens. Triggers of the database count most of it, in
 * the transaction of the act (migration 0026). An act adds a row to `activity_changes`, which waits
 * for no other act. A job adds these rows up.
 */

/** What strangers can cause, even without an account. Code counts these, as no row shows them. */
export type CountedMeasure = 'resets.requested' | 'resets.wrong-codes' | 'sign-ins.failed'

export type CountedAct = { readonly measure: CountedMeasure; readonly at: Date }

/** SQL: counts acts, as a statement or as a part of a WITH. Without acts, it counts nothing. */
export const countingActs = (acts: readonly CountedAct[]): Sql => sql`
  INSERT INTO activity_changes (measure, at, change)
  SELECT measure, quarter_of(given.at), count(*)
  FROM ${rowsAsTable(acts, sql`measure text, at timestamptz`)} GROUP BY 1, 2`

export const countActs = (tx: Transaction, acts: readonly CountedAct[]) =>
  tx.$executeRaw`${countingActs(acts)}`

/**
 * Adds up changes, in one statement: a reader sees a change either alone or in its sum.
 * @returns how many changes were added up
 */
export async function addUpChanges(db: Database, limit: number): Promise<number> {
  const [done] = await db.$queryRaw<{ count: number }[]>`
    WITH taken AS (
      DELETE FROM activity_changes WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM activity_changes LIMIT ${limit} FOR UPDATE SKIP LOCKED))
      RETURNING measure, at, change
    ),
    added AS (
      INSERT INTO activity_counts AS counted (measure, at, count)
      SELECT measure, at, sum(change) FROM taken GROUP BY 1, 2 ORDER BY 2, 1
      ON CONFLICT (at, measure) DO UPDATE SET count = counted.count + excluded.count
    )
    SELECT count(*)::int AS count FROM taken`
  return done?.count ?? 0
}

/** A count of one measure in one period; the first period is 1. */
type PeriodCount = {
  readonly period: number
  readonly measure: string
  readonly count: number
}

/** Sums by period. @param starts when the periods begin; each ends where the next one begins */
export const sumByPeriod = (
  db: Database,
  starts: readonly Date[],
  end: Date,
): Promise<PeriodCount[]> => {
  const since = starts[0] ?? end
  return db.$queryRaw<PeriodCount[]>`
    SELECT width_bucket(at, ${[...starts]}::timestamptz[]) AS period, measure,
      sum(count)::float8 AS count
    FROM (
      SELECT measure, at, count FROM activity_counts
      WHERE at >= ${since}::timestamptz AND at < ${end}::timestamptz
      UNION ALL
      SELECT measure, at, change FROM activity_changes
      WHERE at >= ${since}::timestamptz AND at < ${end}::timestamptz
    ) AS counted
    GROUP BY 1, 2`
}

/** SQL: the kept numbers of users, by state and way to sign in. */
const keptUsers = sql`
  SELECT measure, sum(count)::bigint AS count FROM (
    SELECT measure, count FROM activity_counts WHERE at = 'infinity'
    UNION ALL
    SELECT measure, change FROM activity_changes WHERE at = 'infinity'
  ) AS kept GROUP BY measure`

const measureOf = sql`user_measure(deleted_at, password_hash, password_blocked_at,
  must_change_password, sign_in_method)`

export type UserCount = { readonly measure: string; readonly count: number }

/** How many users there are now, by the state of their own password: `users.set.password`. */
export const countUsersByMeasure = (db: Database): Promise<UserCount[]> =>
  db.$queryRaw<UserCount[]>`SELECT measure, count::float8 FROM (${keptUsers}) AS kept`

/** The same for users whom a condition on `users` selects. */
export const countThoseUsers = (db: Database, which: Sql): Promise<UserCount[]> =>
  db.$queryRaw<UserCount[]>`
    SELECT ${measureOf} AS measure, count(*)::float8 AS count FROM users
    WHERE deleted_at IS NULL AND ${which} GROUP BY 1`

/**
 * Counts all users anew and corrects the kept numbers. They are wrong only after somebody changed
 * the tables without their triggers, for example when restoring single tables. Both are read from
 * one snapshot, so acts that run meanwhile are in neither or in both.
 * @returns how many numbers were wrong
 */
export const mendUserCounts = (db: Database): Promise<number> => db.$executeRaw`
  INSERT INTO activity_changes (measure, at, change)
  SELECT measure, 'infinity', (coalesce(real.count, 0) - coalesce(kept.count, 0))::int
  FROM (SELECT ${measureOf} AS measure, count(*) AS count FROM users
    WHERE deleted_at IS NULL GROUP BY 1) AS real
  FULL JOIN (${keptUsers}) AS kept USING (measure)
  WHERE coalesce(real.count, 0) <> coalesce(kept.count, 0)`
