import type { Role } from '@rekey/contracts/roles'
import type { User } from '@rekey/contracts/users'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useAllRoles } from '../../console-kit/use-roles.ts'

/**
 * The roles that the viewer may give to a user, plus the user's current roles. Null if there are
 * none, or until they have loaded.
 * @param user null for a user who is about to be added
 */
export function useRolesFor(user: User | null): readonly Role[] | null {
  const { may } = useCaller()
  const mayChoose = may('users.write') && may('users.read', 'roles.write')
  const { data } = useAllRoles(mayChoose)
  const held = user ? [user.role, ...user.extraRoles].map(({ id }) => id) : []
  return data?.filter((role) => role.may.assign || held.includes(role.id)) ?? null
}
