import type { createRole, Role } from '@rekey/contracts/roles'
import { useNavigate, useSearchParams } from 'react-router'
import { call } from '../../api.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useAskAnew, useRole } from '../../console-kit/use-roles.ts'
import { rolePath } from '../../paths.ts'
import { LoadingRole } from './loading-role.tsx'
import { RoleForm } from './role-form.tsx'
import type { RoleState } from './role-page.tsx'
import { rolesMessages as text } from './roles-messages.ts'
import { useRoleForm } from './use-role-form.ts'

/** `/roles/new`: an empty form, or one with the permissions of the role that the address names. */
export default function NewRolePage() {
  const [params] = useSearchParams()
  const { data, isLoading } = useRole(params.get('like'))
  if (isLoading) return <LoadingRole problem={null} again={() => {}} />
  // If that role doesn't exist any more, the form starts empty without a note.
  return <NewRole like={data ?? null} />
}

function NewRole({ like }: { like: Role | null }) {
  const { may } = useCaller()
  const navigate = useNavigate()
  const askAnew = useAskAnew()
  const permissions = like?.permissions.filter((permission) => may(permission)) ?? []
  const form = useRoleForm({ name: '', permissions }, async (body) => {
    const result = await call<typeof createRole>('POST /roles', body)
    if (!result.ok) return result.problem
    askAnew()
    const state: RoleState = { isNew: true }
    void navigate(rolePath(result.body.id), { state })
    return null
  })
  return <RoleForm of={form} heading={text.add} submit={text.submitNew} />
}
