import { permissions as allPermissions, type Permission } from '@rekey/contracts/permissions'
import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import { isUniqueViolation } from '../../lib/is-unique-violation.ts'
import { mayGive } from '../../models/may-act.ts'

/** In the order of the contract, whichever was ticked first. */
export const inOrder = (permissions: readonly Permission[]): Permission[] =>
  allPermissions.filter((permission) => permissions.includes(permission))

/** @throws Problem not-permitted */
export function requireMayGive({ permissions }: Caller, given: readonly Permission[]): void {
  if (mayGive(permissions, given)) return
  const lacking = given.filter((permission) => !permissions.includes(permission))
  throw new Problem('not-permitted', {
    detail: `You can’t give permissions that you don’t have: ${lacking.join(', ')}.`,
  })
}

/**
 * Only the name is unique, and the database decides.
 * @throws Problem conflict, or the original error
 */
export function refuseTakenName(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw new Problem('conflict', {
    cause: error,
    errors: [{ pointer: '/name', detail: 'is the name of another role' }],
  })
}
