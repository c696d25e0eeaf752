import { uuid } from '@rekey/contracts/fields'
import { joinSql, type Sql, sql } from '../lib/database.ts'
import { type Mistake, oneMistakeAway } from './one-mistake.ts'
import { searchWords } from './search-text.ts'

export type Reader = { readonly seesAll: boolean }

/** Trigrams need three characters; a shorter text is searched as a prefix. */
const partLength = 3

/**
 * SQL: which of `users` contain every typed word; null: nothing was typed. Without a word of three
 * characters: users whose name begins with the text. An id, as logs and webhooks name users, finds
 * that user.
 */
export function searchOf(typed: string | undefined, reader: Reader): Sql | null {
  const words = searchWords(typed ?? '')
  const [first] = words
  if (!first) return null
  if (words.length === 1 && isId(first)) return sql`users.id = ${first}::uuid`
  if (!isLookedUpByParts(words)) return beginsWith(plain(words.join(' ')), reader)
  return allOf(wordsOf(typed, reader).map(({ holds }) => holds))
}

/** One condition for each typed word; empty if they are searched as a prefix. */
export function wordsOf(typed: string | undefined, reader: Reader): { holds: Sql; word: string }[] {
  const words = [...new Set(searchWords(typed ?? ''))]
  if (!isLookedUpByParts(words)) return []
  return words.map((word) => ({ word, holds: holdsPart(word, reader) }))
}

/**
 * The index finds the users with the telling piece, of whom some contain the whole word. The whole
 * is tested by `strpos`, because PostgreSQL would take two `LIKE` for two independent conditions,
 * and expect almost nobody where a third of all users match.
 */
function holdsPart(word: string, reader: Reader): Sql {
  const piece = tellingPiece(word)
  const holdsPiece = matches(sql`LIKE ${`%${plain(piece)}%`}`, reader)
  if (piece === word) return holdsPiece
  return sql`(${holdsPiece} AND strpos(${textFor(reader)}, ${word}) > 0)`
}

/**
 * The part of an address for which the index is searched. The end of a domain isn't searched: it
 * narrows little and costs much, since hundreds of thousands of users share its trigrams. So do
 * those of `@` and `.`, so that they are left out where enough remains.
 */
function tellingPiece(word: string): string {
  const at = word.indexOf('@')
  const end = word.lastIndexOf('.')
  if (at >= partLength) return word.slice(0, at + 1)
  if (at < 0 || end < at) return word
  const domain = word.slice(at + 1, end)
  const piece = domain.length > partLength ? domain : word.slice(0, end + 1)
  return [...piece].length < partLength ? word : piece
}

/**
 * SQL: which users contain a word that this one may stand for; null: the word is too short or too
 * long.
 */
export function meantBy(word: string, mistake: Mistake, reader: Reader): Sql | null {
  const alternatives = oneMistakeAway(word, mistake).map((each) => matches(sql`~ ${each}`, reader))
  return alternatives.length > 0 ? sql`(${joinSql(alternatives, ' OR ')})` : null
}

const isLookedUpByParts = (words: readonly string[]) =>
  words.some((word) => [...word].length >= partLength)

const isId = (word: string) => uuid.safeParse(word).success

/**
 * A caller who may not see usernames searches only the visible columns. In Chinese and Japanese,
 * two characters are often a whole name.
 */
function beginsWith(beginning: string, reader: Reader): Sql {
  const shown = matches(sql`LIKE ${`%\n${beginning}%`}`, reader)
  if (!reader.seesAll) return shown
  const username = sql`username_key COLLATE "C" LIKE ${`${beginning}%`}`
  return /^[ -~]*$/.test(beginning) ? username : sql`(${username} OR ${shown})`
}

/** A caller who sees masked addresses must not find users by the masked part. */
const matches = (test: Sql, { seesAll }: Reader): Sql =>
  seesAll ? sql`search_text ${test}` : sql`(search_text ${test} AND ${openText} ${test})`

/**
 * Display name and organization, each after a line break; a name that contains an address is left
 * out.
 */
const openText = sql`
  CASE WHEN strpos(display_name, '@') = 0
    THEN substr(search_text, strpos(search_text, E'\\n'))
    ELSE E'\\n' || split_part(search_text, E'\\n', 3) END`

/** The columns that a caller's search may use. */
export const textFor = ({ seesAll }: Reader) => (seesAll ? sql`search_text` : openText)

/** `%`, `_` and `\` are ordinary characters. */
const plain = (word: string) => word.replace(/[\\%_]/g, '\\$&')

export const allOf = (conditions: readonly Sql[]) =>
  conditions.length === 0 ? sql`true` : joinSql([...conditions], ' AND ')
