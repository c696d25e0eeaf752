import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import type { Role } from '@rekey/contracts/roles'
import { CheckboxGroup } from '../../console-kit/checkbox-group.tsx'
import { permissionWords } from '../../console-kit/permission-groups.ts'
import { RoleSelect } from './role-select.tsx'
import { userDetailsMessages } from './user-details-messages.ts'
import type { UserForm } from './user-form-rules.ts'

const text = userDetailsMessages.form

type Props = { form: UserForm; roles: readonly Role[] }

/** The primary role and extra roles. Permissions from all roles are combined. */
export function RoleFields({ form, roles }: Props) {
  const role = form.field('roleId')
  const extra = form.field('extraRoleIds')
  const roleId = role.value ?? defaultRoleOf(form.values.kind)
  return (
    <>
      <RoleSelect {...role} roles={roles} value={roleId} />
      <CheckboxGroup
        {...extra}
        label={text.extraRoles}
        hint={text.extraRolesHint}
        options={extraRoles(roles, roleId, extra.value)}
      />
    </>
  )
}

/** Leaves out the primary role, and roles that add nothing unless the user already has them. */
const extraRoles = (roles: readonly Role[], roleId: string, held: readonly string[]) =>
  roles
    .filter(({ id, permissions }) => id !== roleId && (permissions.length > 0 || held.includes(id)))
    .map(({ id, name, permissions }) => ({
      value: id,
      label: name,
      text: permissionWords(permissions),
    }))
