import { isOffered, type Permission } from '@rekey/contracts/permissions'

type Permissions = readonly Permission[]

/** A user's permissions, and those that every user of the same kind has by default. */
export type Powers = {
  readonly permissions: Permissions
  readonly defaultPermissions: Permissions
}

/**
 * Decides who may act on whom, for every path that acts on a user. It is refused if the user holds
 * `console.access`, or a permission beyond their kind's default role, that the caller lacks.
 * Otherwise a caller who may change addresses could take over a user with more permissions (ASVS
 * 8.2.3).
 */
export const mayActOn = (permissions: Permissions, target: Powers): boolean =>
  mayGive(permissions, guarded(target))

const guarded = ({ permissions, defaultPermissions }: Powers) =>
  permissions.filter(
    (permission) => permission === 'console.access' || !defaultPermissions.includes(permission),
  )

/**
 * A user can't grant or remove a permission that they lack. Permissions that no code checks yet are
 * ignored, since they give nothing.
 */
export const mayGive = (permissions: Permissions, given: Permissions): boolean =>
  given.filter(isOffered).every((permission) => permissions.includes(permission))

/** A role, and its relation to the caller. */
type RoleStanding = {
  readonly builtIn: boolean
  readonly permissions: Permissions
  /** The caller holds the role themselves. */
  readonly isOwn: boolean
  /** All users who hold it; those of the same kind count as one. */
  readonly holders: readonly Powers[]
}

/**
 * Decides who may change or delete a role. It is refused for a role that the caller holds, that has
 * more permissions than the caller, or whose users the caller may not act on. Otherwise a role
 * would be a way around `mayActOn`.
 */
export const mayChangeRole = (permissions: Permissions, role: RoleStanding): boolean =>
  !role.builtIn &&
  !role.isOwn &&
  mayGive(permissions, role.permissions) &&
  role.holders.every((holder) => mayActOn(permissions, holder))
