import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import type { Role } from '@rekey/contracts/roles'
import type { UserFormValues } from './user-form-values.ts'

/** Whether a user with these roles may open the console. Device users never may. */
export function opensConsole(
  { kind, roleId, extraRoleIds }: Pick<UserFormValues, 'kind' | 'roleId' | 'extraRoleIds'>,
  roles: readonly Role[] | null,
): boolean {
  const held = [roleId ?? defaultRoleOf(kind), ...extraRoleIds]
  const isOpen = roles?.some(
    ({ id, permissions }) => held.includes(id) && permissions.includes('console.access'),
  )
  return kind !== 'device' && isOpen === true
}
