import type { Permission } from '@rekey/contracts/permissions'
import type { Query } from '@rekey/contracts/route'
import type { listUsers, PasswordState, userFilters } from '@rekey/contracts/users'
import { type Sql, sql } from '../lib/database.ts'
import { factorStates } from './factor-conditions.ts'
import type { FactorSettings } from './factor-rules.ts'
import { newestMailFirst } from './newest-mail.ts'
import { livingAt } from './resets.ts'
import { allOf, type Reader, searchOf } from './search-conditions.ts'

export type UserFilters = Pick<Query<typeof listUsers>, keyof typeof userFilters | 'ids'>

/** What the filters mean now. */
export type Rules = { readonly now: Date; readonly settings: FactorSettings }

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
