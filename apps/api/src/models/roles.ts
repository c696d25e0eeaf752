import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import type { Kind } from '@rekey/contracts/fields'
import type { Permission } from '@rekey/contracts/permissions'
import type { Transaction } from '../lib/database.ts'

/** The permissions that every user of a kind has by default. */
export async function findDefaultPermissions(tx: Transaction, kind: Kind): Promise<Permission[]> {
  const role = await tx.role.findUniqueOrThrow({ where: { id: defaultRoleOf(kind) } })
  return role.permissions
}

export type Role = {
  readonly id: string
  readonly name: string
  readonly permissions: readonly Permission[]
}

/**
 * Locks roles that are about to be assigned until the transaction ends; a transaction that changes
 * one waits. Lock order: role, user. Built-in roles never change, so they aren't locked.
 */
export async function holdRoles(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.$queryRaw`
    SELECT 1 FROM roles WHERE id = ANY(${ids}::uuid[]) AND NOT built_in ORDER BY id FOR SHARE`
}

/** By id; those that don't exist are left out. */
export async function findRoles(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Role>> {
  const roles = await tx.$queryRaw<Role[]>`
    SELECT id, name, permissions FROM roles WHERE id = ANY(${ids}::uuid[])`
  return new Map(roles.map((role) => [role.id, role]))
}
