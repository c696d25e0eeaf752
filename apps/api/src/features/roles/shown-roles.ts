import type { Kind } from '@rekey/contracts/fields'
import { isOffered, type Permission } from '@rekey/contracts/permissions'
import type { Role } from '@rekey/contracts/roles'
import type { Caller } from '../../http/authenticate.ts'
import { type Database, type Sql, sql, type Transaction } from '../../lib/database.ts'
import type { Keyset } from '../../lib/keyset.ts'
import { mayChangeRole, mayGive, type Powers } from '../../models/may-act.ts'
import { findDefaultPermissions } from '../../models/roles.ts'

/** A role, and its relation to a caller. */
export type StandingRole = Omit<Role, 'may' | 'createdAt'> & {
  readonly createdAt: Date
  readonly isOwn: boolean
  readonly holders: readonly Powers[]
}

type Row = Omit<StandingRole, 'holders' | 'permissions'> & {
  readonly permissions: readonly Permission[]
  /** One for each kind: the permissions of all its holders together. */
  readonly holders: readonly { readonly kind: Kind; readonly permissions: Permission[] }[]
}

/** Where a role stands in the list: built-in ones first, then by name in people's order (ICU's). */
export type Place = { readonly isCustom: boolean; readonly name: string }

const isCustom = sql`NOT built_in`
const name = sql`name COLLATE "und-x-icu"`

export function listRolesByName(
  db: Database,
  caller: Caller,
  { limit, from }: Keyset<Place>,
): Promise<StandingRole[]> {
  const isBack = from?.direction === 'before'
  const start = from && sql`(${from.position.isCustom}::boolean, ${from.position.name}::text)`
  const beyond = !start
    ? sql`true`
    : isBack
      ? sql`(${isCustom}, ${name}) < ${start}`
      : sql`(${isCustom}, ${name}) > ${start}`
  const order = isBack ? sql`${isCustom} DESC, ${name} DESC` : sql`${isCustom}, ${name}`
  return find(db, caller, sql`${beyond} ORDER BY ${order} LIMIT ${limit + 1}`)
}

/** Null: there is no such role. */
export async function findStandingRole(
  db: Database | Transaction,
  caller: Caller,
  id: string,
): Promise<StandingRole | null> {
  const [role] = await find(db, caller, sql`id = ${id}::uuid`)
  return role ?? null
}

async function find(db: Database | Transaction, caller: Caller, which: Sql) {
  const rows = await db.$queryRaw<Row[]>`
    SELECT id, name, built_in AS "builtIn", permissions, created_at AS "createdAt",
      (SELECT count(*)::int FROM users WHERE deleted_at IS NULL AND users.id IN ${holderIds})
        AS "userCount",
      ${caller.user.id}::uuid IN ${holderIds} AS "isOwn", ${holders} AS holders
    FROM roles WHERE ${which}`
  const ofDevices = await findDefaultPermissions(db, 'device')
  const ofOthers = await findDefaultPermissions(db, 'member')
  return rows.map(
    (row): StandingRole => ({
      ...row,
      permissions: row.permissions.filter(isOffered),
      holders: row.holders.map(powers),
    }),
  )

  function powers({ kind, permissions }: Row['holders'][number]): Powers {
    return { permissions, defaultPermissions: kind === 'device' ? ofDevices : ofOthers }
  }
}

/** SQL on `roles`: users who have it as their primary or an extra role. */
const holderIds = sql`(
  SELECT users.id FROM users WHERE users.role_id = roles.id
  UNION SELECT user_id FROM user_roles WHERE user_roles.role_id = roles.id)`

/** Built-in roles can't be changed, so the permissions of their many holders aren't needed. */
const holders = sql`(
  SELECT coalesce(json_agg(json_build_object('kind', kind, 'permissions', permissions)), '[]')
  FROM (
    SELECT holder.kind, array_agg(DISTINCT permission) AS permissions
    FROM users holder
    JOIN roles held ON held.id = holder.role_id
      OR held.id IN (SELECT extra.role_id FROM user_roles extra WHERE extra.user_id = holder.id)
    CROSS JOIN unnest(held.permissions) AS permission
    WHERE NOT roles.built_in AND deleted_at IS NULL AND holder.id IN ${holderIds}
    GROUP BY holder.kind
  ) AS by_kind)`

/** A role as a caller sees it, with what they may do with it. */
export function shownRole({ permissions }: Caller, role: StandingRole): Role {
  const { isOwn: _, holders: __, createdAt, ...shown } = role
  return {
    ...shown,
    may: {
      change: permissions.includes('roles.write') && mayChangeRole(permissions, role),
      assign: permissions.includes('users.write') && mayGive(permissions, role.permissions),
    },
    createdAt: createdAt.toISOString(),
  }
}
