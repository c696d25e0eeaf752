import { type Database, joinSql, sql, type Transaction } from '../../lib/database.ts'
import { withinTime } from '../../lib/within-time.ts'
import { allOf, filtersOf, meantBy, textFor, wordsOf } from '../../models/user-conditions.ts'
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
 */
export async function findSimilarUsers(db: Database, wanted: Wanted): Promise<string[]> {
  const found = await withinTime(db, patience, async (tx) => {
    // PostgreSQL overestimates the matches of expressions, and would rather read users until it has
    // enough, possibly all of them. This makes it use the index of trigrams.
    await tx.$executeRaw`
      SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`
    const alike = await findAlike(tx, wanted)
    if (!alike) return []
    return tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM (
        SELECT id, ${textFor(wanted)} AS text FROM users
        WHERE deleted_at IS NULL AND ${alike} AND ${filtersOf(wanted.filters, wanted)}
        LIMIT ${mostCompared}
      ) AS alike
      ORDER BY word_similarity(${wanted.filters.search ?? ''}, text) DESC, id
      LIMIT ${wanted.limit}`
  })
  return found?.map(({ id }) => id) ?? []
}

/** Words that no user has are mistyped; if every word occurs, any of them may be. */
async function findAlike(tx: Transaction, { filters, seesAll }: Wanted) {
  const words = wordsOf(filters.search, { seesAll })
  if (words.length === 0) return null
  const [held] = await tx.$queryRaw<{ held: boolean[] }[]>`
    SELECT ARRAY[${joinSql(words.map(({ holds }) => isHeld(holds)))}] AS held`
  const isMistyped = words.map((_, index) => !held?.held[index])
  const isNone = !isMistyped.includes(true)
  return allOf(
    words.map(
      ({ word, holds }, index) =>
        ((isMistyped[index] || isNone) && meantBy(word, { seesAll })) || holds,
    ),
  )
}

const isHeld = (holds: ReturnType<typeof sql>) =>
  sql`EXISTS (SELECT FROM users WHERE deleted_at IS NULL AND ${holds})`
