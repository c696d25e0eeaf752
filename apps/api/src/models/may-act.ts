import type { Permission } from '@rekey/contracts/permissions'

/** What a user may do, and what everyone of their kind may by default. */
export type Powers = {
  readonly permissions: readonly Permission[]
  readonly defaultPermissions: readonly Permission[]
}

/**
 * Who may do what to whom, for every path that acts on a user: nobody acts on a user who holds
 * `console.access`, or a permission beyond their kind's default role, that they lack themselves.
 * Otherwise whoever may change addresses could take over whoever may do more (ASVS 8.2.3).
 */
export const mayActOn = (permissions: readonly Permission[], target: Powers): boolean =>
  guarded(target).every((permission) => permissions.includes(permission))

const guarded = ({ permissions, defaultPermissions }: Powers) =>
  permissions.filter(
    (permission) => permission === 'console.access' || !defaultPermissions.includes(permission),
  )
