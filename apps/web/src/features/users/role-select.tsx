import type { Role } from '@rekey/contracts/roles'
import { permissionWords } from '../../console-kit/permission-groups.ts'
import { Select } from '../../console-kit/select.tsx'
import { userDetailsMessages } from './user-details-messages.ts'

type Props = {
  name: string
  roles: readonly Role[]
  value: string
  error?: string | undefined
  onChange: (id: string) => void
}

/** Chooses a role. The text above the box lists its permissions. */
export function RoleSelect({ roles, value, ...field }: Props) {
  const chosen = roles.find(({ id }) => id === value)
  return (
    <Select
      {...field}
      value={value}
      label={userDetailsMessages.form.role}
      hint={chosen && permissionWords(chosen.permissions)}
      options={roles.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
