import { isOffered, type Permission } from '@rekey/contracts/permissions'

type Permissions = readonly Permission[]

/** What a user may do, and what everyone of their kind may by default. */
export type Powers = {
  readonly permissions: Permissions
  readonly defaultPermissions: Permissions
}

/**
 * Who may do what to whom, for every path that acts on a user: nobody acts on a user who holds
 * `console.access`, or a permission beyond their kind's default role, that they lack themselves.
 * Otherwise whoever may change addresses could take over whoever may do more (ASVS 8.2.3).
 */
export const mayActOn = (permissions: Permissions, target: Powers): boolean =>
  mayGive(permissions, guarded(target))

const guarded = ({ permissions, defaultPermissions }: Powers) =>
  permissions.filter(
    (permission) => permission === 'console.access' || !defaultPermissions.includes(permission),
  )

/** Nobody gives, or takes, a permission that they lack; one that nothing checks yet gives nothing. */
export const mayGive = (permissions: Permissions, given: Permissions): boolean =>
  given.filter(isOffered).every((permission) => permissions.includes(permission))

/** A role, as it stands towards somebody. */
export type RoleStanding = {
  readonly builtIn: boolean
  readonly permissions: Permissions
  /** They hold it themselves. */
  readonly isOwn: boolean
  /** All who hold it: those of one kind as one. */
  readonly holders: readonly Powers[]
}

/**
 * Who may change or delete a role. Nobody changes one that they hold, or that holds more than they
 * do, or that a user holds on whom they may not act: else a role would be a way around `mayActOn`.
 */
export const mayChangeRole = (permissions: Permissions, role: RoleStanding): boolean =>
  !role.builtIn &&
  !role.isOwn &&
  mayGive(permissions, role.permissions) &&
  role.holders.every((holder) => mayActOn(permissions, holder))
