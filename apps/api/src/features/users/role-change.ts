import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import type { TargetUser } from '../../guards/target-user.ts'
import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../lib/database.ts'
import { mayGive } from '../../models/may-act.ts'
import { findRoles, type Role } from '../../models/roles.ts'

/** The roles of a user: the primary one, and extra ones. */
type Held = Pick<TargetUser, 'kind' | 'roleId' | 'extraRoleIds'>

/** Roles in the form of the table: sorted, each once. */
export function heldOf({ kind, roleId, extraRoleIds }: Held): Held {
  const extra = new Set(extraRoleIds)
  extra.delete(roleId)
  return { kind, roleId, extraRoleIds: [...extra].sort() }
}

export type RoleChange = {
  /** The role's names, for the audit log. */
  readonly before: RoleNames
  readonly after: RoleNames
  /** Whether the user can open the console with these roles. */
  readonly opensConsole: boolean
  /** Whether the role differs from the default of the user's kind. */
  readonly isGiven: boolean
}

/** `role` is null for a new user. */
export type RoleNames = { readonly role: string | null; readonly extraRoles: readonly string[] }

/**
 * Whether the caller may assign and remove the roles that differ; lock the roles first
 * (models/roles.ts `holdRoles`). The default role of a kind changes with the kind. Every other role
 * requires `users.write`, and each permission in the role.
 * @param before null: a new user
 * @throws Problem bad-request at its field, not-permitted
 */
export async function requireRoleChange(
  tx: Transaction,
  caller: Caller,
  before: Held | null,
  after: Held,
): Promise<RoleChange> {
  const roles = await findRoles(tx, [...idsOf(before), ...idsOf(after)])
  requireKnown(after, roles)
  const given = difference(after, before)
  requireMayGive(caller, [...given, ...(before ? difference(before, after) : [])], roles)
  return {
    before: namesOf(before, roles),
    after: namesOf(after, roles),
    opensConsole: idsOf(after).some((id) => has(roles.get(id), 'console.access')),
    isGiven: given.length > 0,
  }
}

/**
 * Device users sign in only in their app. So they can't get console access, and users with console
 * access can't become device users.
 * @throws Problem bad-request at the field that would cause it
 */
export function refuseDeviceInConsole(
  before: Held | null,
  after: Held,
  { opensConsole, isGiven }: RoleChange,
): void {
  const isMade = isGiven || before?.kind !== 'device'
  if (!opensConsole || after.kind !== 'device' || !isMade) return
  throw faulty(isGiven ? '/roleId' : '/kind', 'A device user can’t open the console')
}

type Roles = ReadonlyMap<string, Role>

const idsOf = (held: Held | null) => (held ? [held.roleId, ...held.extraRoleIds] : [])

const has = (role: Role | undefined, permission: Role['permissions'][number]) =>
  role?.permissions.includes(permission) ?? false

function requireKnown({ roleId, extraRoleIds }: Held, roles: Roles): void {
  if (!roles.has(roleId)) throw faulty('/roleId', 'names no role')
  if (!extraRoleIds.every((id) => roles.has(id))) throw faulty('/extraRoleIds', 'names no role')
}

const faulty = (pointer: string, detail: string) =>
  new Problem('bad-request', { errors: [{ pointer, detail }] })

/** Of one beyond the other, apart from what everyone of the kind has. */
const difference = (one: Held, other: Held | null) =>
  idsOf(one).filter((id) => !idsOf(other).includes(id) && id !== defaultRoleOf(one.kind))

function requireMayGive({ permissions }: Caller, ids: readonly string[], roles: Roles): void {
  for (const id of ids) {
    const role = roles.get(id)
    if (role && permissions.includes('users.write') && mayGive(permissions, role.permissions)) {
      continue
    }
    throw new Problem('not-permitted', {
      detail: `You can’t give or take away the role ${role?.name}.`,
    })
  }
}

function namesOf(held: Held | null, roles: Roles): RoleNames {
  const [role = null, ...extraRoles] = idsOf(held).map((id) => roles.get(id)?.name ?? id)
  return { role, extraRoles: extraRoles.sort() }
}
