import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import { emailAddress } from '@rekey/contracts/fields'
import { createUser } from '@rekey/contracts/users'
import { typedName } from '@rekey/contracts/visible-text'
import { Send } from 'lucide-react'
import { useNavigate } from 'react-router'
import { call } from '../../api.ts'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { useFetchAgain } from '../../console-kit/use-fetch-again.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { RoleSelect } from './role-select.tsx'
import { useRolesFor } from './use-roles-for.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import type { Arrival } from './user-page.tsx'

const text = userDetailsMessages.invite

/** Invited users are staff. The form for new users adds all other kinds. */
const kind = 'staff' as const

/** Adds a user by their address, with a role. Link and code are mailed at once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const roles = useRolesFor(null)
  const navigate = useNavigate()
  const fetchAgain = useFetchAgain('users', 'roles')
  const form = useConsoleForm(createUser, {
    // Start with the default role of the kind, so that no one gets permissions by mistake.
    first: { email: '', name: '', role: defaultRoleOf(kind) },
    fields: ['email', 'name'],
    aliases: { username: 'email', displayName: 'name' },
    bodyOf,
    wordsOf: (field, values) => (field === 'email' ? emailWords(values) : nameWords(values)),
    check: (values) => ({ email: isAddress(values) ? undefined : emailWords(values) }),
    explain: ({ code }) =>
      code === 'username-taken' ? { field: 'email', words: text.taken } : null,
    send: (body) => call<typeof createUser>('POST /users', body),
    onDone: ({ id, resetAddress }) => {
      fetchAgain()
      const state: Arrival = { added: { address: resetAddress } }
      void navigate(userPaths.overview(id), { state })
    },
  })
  return (
    <ActionDialog
      title={text.title}
      text={text.text}
      words={text}
      icon={Send}
      verb={form}
      onClose={onClose}
    >
      <TextField
        {...form.field('email')}
        type="email"
        label={text.email}
        hint={text.emailHint}
        autoFocus
      />
      <TextField {...form.field('name')} label={userDetailsMessages.form.name} isProse />
      {roles && <RoleSelect {...form.field('role')} roles={roles} />}
    </ActionDialog>
  )
}

type Values = { email: string; name: string; role: string }

const bodyOf = ({ email, name, role }: Values) => ({
  username: typedName(email),
  displayName: typedName(name),
  kind,
  roleId: role,
})

/** An invitation needs an address, unlike other usernames. */
const isAddress = ({ email }: Values) => emailAddress.safeParse(typedName(email)).success

const emailWords = ({ email }: Values) =>
  typedName(email) ? userDetailsMessages.form.emailWrong : text.enterEmail

const nameWords = ({ name }: Values) =>
  typedName(name) ? userDetailsMessages.form.nameWrong : userDetailsMessages.form.enterName
