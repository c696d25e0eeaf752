import type { Query } from '@rekey/contracts/route'
import type { listUsers, PasswordState } from '@rekey/contracts/users'
import { joinSql, sql } from '../../lib/database.ts'
import { livingAt } from '../../models/resets.ts'
import { searchWords } from '../../models/search-text.ts'
import { oneMistakeAway } from './one-mistake.ts'

export type UserFilters = Pick<
  Query<typeof listUsers>,
  'search' | 'kind' | 'status' | 'passwordState' | 'organizationId'
>

type Sql = ReturnType<typeof sql>
type Reader = { readonly seesAll: boolean }

/** Trigrams need three characters; anything shorter is looked up as a beginning. */
const partLength = 3

/** What of `users` is listed, apart from what was typed. */
export function filtersOf(
  filters: UserFilters,
  { seesAll, now }: Reader & { readonly now: Date },
): Sql {
  const { kind, status, passwordState, organizationId } = filters
  return allOf([
    ...(seesAll ? [] : [sql`kind = 'contact'`]),
    ...(kind ? [sql`kind = ${kind}`] : []),
    ...(status ? [sql`status = ${status}`] : []),
    ...(passwordState ? [stateOf(passwordState, now)] : []),
    ...(organizationId ? [sql`organization_id = ${organizationId}::uuid`] : []),
  ])
}

/** As shown-user.ts tells the states: a temporary password that lives comes before all. */
const stateOf = (state: PasswordState, now: Date): Sql => {
  const holders = sql`(
    SELECT user_id FROM resets WHERE purpose = 'temporary' AND ${livingAt(now)})`
  return state === 'temporary'
    ? sql`users.id IN ${holders}`
    : sql`${passwordStates[state]} AND users.id NOT IN ${holders}`
}

/** Each so that its index is found. */
const passwordStates: Record<Exclude<PasswordState, 'temporary'>, Sql> = {
  blocked: sql`password_blocked_at IS NOT NULL`,
  none: sql`password_hash IS NULL AND password_blocked_at IS NULL`,
  'must-change': sql`must_change_password AND password_hash IS NOT NULL AND password_blocked_at IS NULL`,
  set: sql`NOT must_change_password AND password_hash IS NOT NULL AND password_blocked_at IS NULL`,
}

/**
 * What of `users` holds every word that was typed; null: nothing was typed. Without a word of
 * three characters, whose name begins with it.
 */
export function searchOf(typed: string | undefined, reader: Reader): Sql | null {
  const words = searchWords(typed ?? '')
  if (words.length === 0) return null
  if (!isLookedUpByParts(words)) return beginsWith(plain(words.join(' ')), reader)
  return allOf(wordsOf(typed, reader).map(({ holds }) => holds))
}

/** One condition a word that was typed; empty where they are looked up as a beginning. */
export function wordsOf(typed: string | undefined, reader: Reader): { holds: Sql; word: string }[] {
  const words = [...new Set(searchWords(typed ?? ''))]
  if (!isLookedUpByParts(words)) return []
  return words.map((word) => ({ word, holds: holdsPart(word, reader) }))
}

const holdsPart = (word: string, reader: Reader) =>
  matches(like(`%${plain(word)}%`), reader, like(`%${plain(tellingPiece(word))}%`))

const like = (pattern: string) => sql`LIKE ${pattern}`

/**
 * The piece of an address that the index is asked for: the end of a domain tells little and costs
 * much, since its trigrams stand with hundreds of thousands.
 */
function tellingPiece(word: string): string {
  const at = word.indexOf('@')
  const piece = at < partLength ? word.slice(0, word.lastIndexOf('.') + 1) : word.slice(0, at + 1)
  return at < 0 || [...piece].length < partLength ? word : piece
}

/** What holds something that this word may be meant for; null: the word is too short, or too long. */
export function meantBy(word: string, reader: Reader): Sql | null {
  const alternatives = oneMistakeAway(word).map((each) => matches(sql`~ ${each}`, reader))
  return alternatives.length > 0 ? sql`(${joinSql(alternatives, ' OR ')})` : null
}

const isLookedUpByParts = (words: readonly string[]) =>
  words.some((word) => [...word].length >= partLength)

/** Whom usernames are hidden from looks through what is open to them. */
const beginsWith = (beginning: string, reader: Reader) =>
  reader.seesAll
    ? sql`username_key COLLATE "C" LIKE ${`${beginning}%`}`
    : matches(like(`%\n${beginning}%`), reader)

/**
 * Whoever is shown masked addresses must not find users by what is masked.
 * @param lookUp a part of the test, for the index; the whole test is then made without it
 */
function matches(test: Sql, { seesAll }: Reader, lookUp = test): Sql {
  if (!seesAll) return sql`(search_text ${lookUp} AND ${openText} ${test})`
  if (lookUp.values[0] === test.values[0]) return sql`search_text ${test}`
  return sql`(search_text ${lookUp} AND (search_text || '') ${test})`
}

/** Display name and organization, each behind a line break; without a name that holds an address. */
const openText = sql`
  CASE WHEN strpos(display_name, '@') = 0
    THEN substr(search_text, strpos(search_text, E'\\n'))
    ELSE E'\\n' || split_part(search_text, E'\\n', 3) END`

/** What a reader's search may see. */
export const textFor = ({ seesAll }: Reader) => (seesAll ? sql`search_text` : openText)

/** `%`, `_` and `\` are characters like any other. */
const plain = (word: string) => word.replace(/[\\%_]/g, '\\$&')

export const allOf = (conditions: readonly Sql[]) =>
  conditions.length === 0 ? sql`true` : joinSql([...conditions], ' AND ')
