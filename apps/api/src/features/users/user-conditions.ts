import type { Query } from '@rekey/contracts/route'
import type { listUsers, PasswordState } from '@rekey/contracts/users'
import { joinSql, sql } from '../../lib/database.ts'
import { searchWords } from '../../models/search-text.ts'

export type UserFilters = Pick<
  Query<typeof listUsers>,
  'search' | 'kind' | 'status' | 'passwordState' | 'organizationId'
>

/** Trigrams need three characters; anything shorter is looked up as a beginning. */
const partLength = 3

/** What of `users` is listed, apart from what was typed. */
export function filtersOf(filters: UserFilters, { seesAll }: { seesAll: boolean }) {
  const { kind, status, passwordState, organizationId } = filters
  return allOf([
    ...(seesAll ? [] : [sql`kind = 'contact'`]),
    ...(kind ? [sql`kind = ${kind}`] : []),
    ...(status ? [sql`status = ${status}`] : []),
    ...(passwordState ? [passwordStates[passwordState]] : []),
    ...(organizationId ? [sql`organization_id = ${organizationId}::uuid`] : []),
  ])
}

/** As shown-user.ts tells the states, each so that its index is found. */
const passwordStates: Record<PasswordState, ReturnType<typeof sql>> = {
  blocked: sql`password_blocked_at IS NOT NULL`,
  none: sql`password_hash IS NULL AND password_blocked_at IS NULL`,
  'must-change': sql`must_change_password AND password_hash IS NOT NULL AND password_blocked_at IS NULL`,
  set: sql`NOT must_change_password AND password_hash IS NOT NULL AND password_blocked_at IS NULL`,
  temporary: sql`false`,
}

/**
 * What of `users` holds every word that was typed; null: nothing was typed. Without a word of
 * three characters, whose name begins with it.
 */
export function searchOf(typed: string | undefined, { seesAll }: { seesAll: boolean }) {
  const words = searchWords(typed ?? '')
  if (words.length === 0) return null
  const isShort = words.every((word) => [...word].length < partLength)
  if (!isShort) return allOf(words.map((word) => holds(`%${plain(word)}%`, seesAll)))
  const beginning = plain(words.join(' '))
  return seesAll
    ? sql`username_key COLLATE "C" LIKE ${`${beginning}%`}`
    : holds(`%\n${beginning}%`, seesAll)
}

/** Whom masked addresses are shown must not find users by what is masked. */
const holds = (pattern: string, seesAll: boolean) =>
  seesAll
    ? sql`search_text LIKE ${pattern}`
    : sql`search_text LIKE ${pattern} AND ${openText} LIKE ${pattern}`

/** Display name and organization, each behind a line break; without a name that holds an address. */
export const openText = sql`
  CASE WHEN strpos(display_name, '@') = 0
    THEN substr(search_text, strpos(search_text, E'\n'))
    ELSE E'\n' || split_part(search_text, E'\n', 3) END`

/** `%`, `_` and `\` are characters like any other. */
const plain = (word: string) => word.replace(/[\\%_]/g, '\\$&')

const allOf = (conditions: readonly ReturnType<typeof sql>[]) =>
  conditions.length === 0 ? sql`true` : joinSql([...conditions], ' AND ')
