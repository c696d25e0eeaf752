import { createRole, type Role } from '@rekey/contracts/roles'
import { typedName } from '@rekey/contracts/visible-text'
import { useNavigate, useSearchParams } from 'react-router'
import { call } from '../../api.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { useAskAnew, useRole } from '../../console-kit/use-roles.ts'
import { rolePath } from '../../paths.ts'
import type { RoleState } from './edit-role.tsx'
import { LoadingRole } from './loading-role.tsx'
import { RoleForm } from './role-form.tsx'
import { roleFormRules } from './role-form-rules.ts'
import { rolesMessages as text } from './roles-messages.ts'

/** `/roles/new`: an empty form, or one with the permissions of the role that the address names. */
export default function NewRolePage() {
  const [params] = useSearchParams()
  const like = useRole(params.get('like'))
  if (like.isLoading) return <LoadingRole of={like} />
  // If that role doesn't exist any more, the form starts empty without a note.
  return <NewRole like={like.data ?? null} />
}

function NewRole({ like }: { like: Role | null }) {
  const { may } = useCaller()
  const navigate = useNavigate()
  const askAnew = useAskAnew()
  const permissions = like?.permissions.filter((permission) => may(permission)) ?? []
  const form = useConsoleForm(createRole, {
    ...roleFormRules(''),
    first: { name: '', permissions },
    bodyOf: (values) => ({ ...values, name: typedName(values.name) }),
    send: (body) => call<typeof createRole>('POST /roles', body),
    onDone: ({ id }) => {
      askAnew()
      const state: RoleState = { isNew: true }
      void navigate(rolePath(id), { state })
    },
  })
  return <RoleForm of={form} heading={text.add} submit={text.submitNew} />
}
