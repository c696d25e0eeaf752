import { type Database, joinSql, type Sql, sql, type Transaction } from '../../lib/database.ts'
import { withinTime } from '../../lib/within-time.ts'
import type { Mistake } from '../../models/one-mistake.ts'
import { allOf, meantBy, textFor, wordsOf } from '../../models/search-conditions.ts'
import { filtersOf } from '../../models/user-conditions.ts'
import type { UserList } from './find-user-page.ts'

/**
 * Milliseconds that one of its statements may take: a slower search would find only weak matches.
 */
const patience = 500

/** How many users are compared. More than that wouldn't help. */
const mostCompared = 200

type Wanted = Pick<UserList, 'filters' | 'seesAll' | 'now' | 'settings' | 'limit'>

/**
 * The ids of users whose names resemble the typed one, most similar first, one page. Empty: there
 * are none, or the search would take too long.
 *
 * Swapped letters are looked up first, because the index finds those words quickly. The other
 * mistakes cost several times as much, and are left out if there are enough users to compare.
 */
export async function findSimilarUsers(db: Database, wanted: Wanted): Promise<string[]> {
  const found = await withinTime(db, patience, async (tx) => {
    // PostgreSQL overestimates the matches of expressions, and would rather read users until it has
    // enough, possibly all of them. This makes it use the index of trigrams.
    await tx.$executeRaw`
      SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`
    const words = await findMistyped(tx, wanted)
    const swapped = await compare(tx, wanted, alikeBy(words, 'swapped', wanted))
    const isEnough = swapped[0]?.compared === mostCompared
    return isEnough ? swapped : compare(tx, wanted, alikeBy(words, 'any', wanted))
  })
  return found?.map(({ id }) => id) ?? []
}

type Compared = { readonly id: string; readonly compared: number }

async function compare(tx: Transaction, wanted: Wanted, alike: Sql | null): Promise<Compared[]> {
  if (!alike) return []
  return tx.$queryRaw<Compared[]>`
    SELECT id, count(*) OVER ()::int AS compared FROM (
      SELECT id, ${textFor(wanted)} AS text FROM users
      WHERE deleted_at IS NULL AND ${alike} AND ${filtersOf(wanted.filters, wanted)}
      LIMIT ${mostCompared}
    ) AS alike
    ORDER BY word_similarity(${wanted.filters.search ?? ''}, text) DESC, id
    LIMIT ${wanted.limit}`
}

type Word = { readonly word: string; readonly holds: Sql; readonly isMistyped: boolean }

/** Words that no user has are mistyped; if every word occurs, any of them may be. */
async function findMistyped(tx: Transaction, { filters, seesAll }: Wanted): Promise<Word[]> {
  const words = wordsOf(filters.search, { seesAll })
  if (words.length === 0) return []
  const [row] = await tx.$queryRaw<{ held: boolean[] }[]>`
    SELECT ARRAY[${joinSql(words.map(({ holds }) => isHeld(holds)))}] AS held`
  const isEachHeld = !row?.held.includes(false)
  return words.map((word, index) => ({ ...word, isMistyped: isEachHeld || !row?.held[index] }))
}

/** SQL: which users contain each word, or what a mistyped one stands for; null: nothing is typed. */
const alikeBy = (words: readonly Word[], mistake: Mistake, { seesAll }: Wanted): Sql | null =>
  words.length === 0
    ? null
    : allOf(
        words.map(
          ({ word, holds, isMistyped }) =>
            (isMistyped && meantBy(word, mistake, { seesAll })) || holds,
        ),
      )

const isHeld = (holds: Sql) => sql`EXISTS (SELECT FROM users WHERE deleted_at IS NULL AND ${holds})`
