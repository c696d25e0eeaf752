import { uuid } from '@rekey/contracts/fields'
import type { Permission } from '@rekey/contracts/permissions'
import type { Query } from '@rekey/contracts/route'
import type { listUsers, PasswordState, userFilters } from '@rekey/contracts/users'
import { joinSql, sql } from '../lib/database.ts'
import { factorStates } from './factor-conditions.ts'
import type { FactorSettings } from './factor-rules.ts'
import { newestMailFirst } from './newest-mail.ts'
import { oneMistakeAway } from './one-mistake.ts'
import { livingAt } from './resets.ts'
import { searchWords } from './search-text.ts'

export type UserFilters = Pick<Query<typeof listUsers>, keyof typeof userFilters | 'ids'>

type Sql = ReturnType<typeof sql>
type Reader = { readonly seesAll: boolean }

/** What the filters mean now. */
export type Rules = { readonly now: Date; readonly settings: FactorSettings }

/** Trigrams need three characters; a shorter text is searched as a prefix. */
const partLength = 3

/** Which of `users` are listed, apart from the typed text. */
export function filtersOf(filters: UserFilters, { seesAll, now, settings }: Reader & Rules): Sql {
  const { kind, status, passwordState, signInMethod, organizationId, roleId, ids } = filters
  return allOf([
    ...(seesAll ? [] : [sql`kind = 'contact'`]),
    ...(kind ? [sql`kind = ${kind}`] : []),
    ...(status ? [sql`status = ${status}`] : []),
    ...(passwordState ? [stateOf(passwordState, now)] : []),
    ...(signInMethod ? [sql`sign_in_method = ${signInMethod}`] : []),
    ...(organizationId ? [sql`organization_id = ${organizationId}::uuid`] : []),
    ...(roleId ? [hasRole(roleId)] : []),
    ...(filters.lastMail ? [lastMailFailed] : []),
    ...(filters.secondFactor ? [factorStates(settings)[filters.secondFactor]] : []),
    ...(ids ? [sql`users.id = ANY(${ids.split(',')}::uuid[])`] : []),
  ])
}

export type Chooser = Rules & { readonly permissions: readonly Permission[] }

/**
 * Which of `users` a filter chooses for an act. Without users.read, a search looks only at what the
 * caller may see elsewhere, so that the counts don't tell who has which address.
 */
export function chosenBy(filter: UserFilters, { permissions, ...rules }: Chooser): Sql {
  const search = searchOf(filter.search, { seesAll: permissions.includes('users.read') })
  const rest = filtersOf(filter, { seesAll: true, ...rules })
  return search ? sql`${search} AND ${rest}` : rest
}

const hasRole = (roleId: string) => sql`
  (role_id = ${roleId}::uuid
    OR users.id IN (SELECT user_id FROM user_roles WHERE role_id = ${roleId}::uuid))`

/**
 * The same newest mail as in shown-user.ts. Few mails fail, so this starts from those, by an index
 * that holds no others, and looks the newest mail of each user up. As a join, PostgreSQL would
 * rather read all mails.
 */
const lastMailFailed = sql`users.id IN (
  SELECT user_id FROM messages AS failed
  WHERE status IN ('refused', 'bounced', 'failed') AND user_id IS NOT NULL AND id = (
    SELECT id FROM messages AS newest WHERE newest.user_id = failed.user_id
    ORDER BY ${newestMailFirst} LIMIT 1))`

/** The same states as in shown-user.ts: a living temporary password comes first. */
const stateOf = (state: PasswordState, now: Date): Sql => {
  const holders = sql`(
    SELECT user_id FROM resets WHERE purpose = 'temporary' AND ${livingAt(now)})`
  return state === 'temporary'
    ? sql`users.id IN ${holders}`
    : sql`${passwordStates[state]} AND users.id NOT IN ${holders}`
}

/** Each is written so that PostgreSQL finds its index. */
const passwordStates: Record<Exclude<PasswordState, 'temporary'>, Sql> = {
  blocked: sql`password_blocked_at IS NOT NULL`,
  none: sql`password_hash IS NULL AND password_blocked_at IS NULL`,
  'must-change': sql`must_change_password AND password_hash IS NOT NULL AND password_blocked_at IS NULL`,
  set: sql`NOT must_change_password AND password_hash IS NOT NULL AND password_blocked_at IS NULL`,
}

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

const holdsPart = (word: string, reader: Reader) =>
  matches(like(`%${plain(word)}%`), reader, like(`%${plain(tellingPiece(word))}%`))

const like = (pattern: string) => sql`LIKE ${pattern}`

/**
 * The part of an address for which the index is searched. The end of a domain isn't searched: it
 * narrows little and costs much, since hundreds of thousands of users share its trigrams.
 */
function tellingPiece(word: string): string {
  const at = word.indexOf('@')
  const piece = at < partLength ? word.slice(0, word.lastIndexOf('.') + 1) : word.slice(0, at + 1)
  return at < 0 || [...piece].length < partLength ? word : piece
}

/**
 * SQL: which users contain a word that this one may stand for; null: the word is too short or too
 * long.
 */
export function meantBy(word: string, reader: Reader): Sql | null {
  const alternatives = oneMistakeAway(word).map((each) => matches(sql`~ ${each}`, reader))
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
  const shown = matches(like(`%\n${beginning}%`), reader)
  if (!reader.seesAll) return shown
  const username = sql`username_key COLLATE "C" LIKE ${`${beginning}%`}`
  return /^[ -~]*$/.test(beginning) ? username : sql`(${username} OR ${shown})`
}

/**
 * A caller who sees masked addresses must not find users by the masked part.
 * @param lookUp a part of the test, for the index; the whole test is then made without it
 */
function matches(test: Sql, { seesAll }: Reader, lookUp = test): Sql {
  if (!seesAll) return sql`(search_text ${lookUp} AND ${openText} ${test})`
  if (lookUp.values[0] === test.values[0]) return sql`search_text ${test}`
  return sql`(search_text ${lookUp} AND (search_text || '') ${test})`
}

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
