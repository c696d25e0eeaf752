import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import type { Kind } from '@rekey/contracts/fields'
import type { Role } from '@rekey/contracts/roles'
import { Controller, useWatch } from 'react-hook-form'
import { CheckboxGroup } from '../../console-kit/checkbox-group.tsx'
import { permissionWords } from '../../console-kit/permission-groups.ts'
import { RoleSelect } from './role-select.tsx'
import type { UserForm } from './use-user-form.ts'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.form

type Props = {
  control: UserForm['form']['control']
  kind: Kind
  roles: readonly Role[]
}

/** The primary role and extra roles. Permissions from all roles are combined. */
export function RoleFields({ control, kind, roles }: Props) {
  const roleId = useWatch({ control, name: 'roleId' }) ?? defaultRoleOf(kind)
  return (
    <>
      <Controller
        control={control}
        name="roleId"
        render={({ field: { name, onChange }, fieldState }) => (
          <RoleSelect
            {...{ name, roles, onChange }}
            value={roleId}
            error={fieldState.error?.message}
          />
        )}
      />
      <Controller
        control={control}
        name="extraRoleIds"
        render={({ field: { name, value, onChange } }) => (
          <CheckboxGroup
            {...{ name, value, onChange }}
            label={text.extraRoles}
            hint={text.extraRolesHint}
            options={extraRoles(roles, roleId, value)}
          />
        )}
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
