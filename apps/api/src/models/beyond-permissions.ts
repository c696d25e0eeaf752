import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import { kind as kinds } from '@rekey/contracts/fields'
import type { Permission } from '@rekey/contracts/permissions'
import { rowsAsTable, type Sql, sql, type Transaction } from '../lib/database.ts'
import { mayActOn } from './may-act.ts'

/**
 * SQL: whether a row of `users owner` has permissions that put the user beyond these callers.
 *
 * `mayActOn` decides, once for each role and kind, instead of once for each user. That is the same,
 * because permissions from all of a user's roles are combined: the caller may act on the user if
 * they may act on somebody with any one of these roles.
 */
export async function findBeyond(
  tx: Transaction,
  permissions: readonly Permission[],
): Promise<Sql> {
  const roles = await tx.role.findMany({ select: { id: true, permissions: true } })
  const byId = new Map(roles.map((role) => [role.id, role.permissions]))
  const beyond = kinds.options.flatMap((kind) => {
    const defaultPermissions = byId.get(defaultRoleOf(kind)) ?? []
    return roles
      .filter(
        (role) => !mayActOn(permissions, { permissions: role.permissions, defaultPermissions }),
      )
      .map(({ id }) => ({ kind, roleId: id }))
  })
  return sql`EXISTS (
    SELECT FROM ${rowsAsTable(beyond, sql`kind text, "roleId" uuid`)}
    WHERE given.kind = owner.kind AND (given."roleId" = owner.role_id OR EXISTS (
      SELECT FROM user_roles WHERE user_id = owner.id AND role_id = given."roleId")))`
}
