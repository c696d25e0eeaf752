import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import type { createUser } from '@rekey/contracts/users'
import { typedName } from '@rekey/contracts/visible-text'
import { useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../api.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { TextField } from '../../console-kit/text-field.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { inviteFaults } from './invite-faults.ts'
import { RoleSelect } from './role-select.tsx'
import { useRolesFor } from './use-roles-for.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import type { Arrival } from './user-page.tsx'

const text = userDetailsMessages.invite

/** Invited users are staff. The form for new users adds all other kinds. */
const kind = 'staff'

/** Adds a user by their address, with a role. Link and code are mailed at once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const roles = useRolesFor(null)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [username, setEmail] = useState('')
  const [displayName, setName] = useState('')
  // Start with the default role of the kind, so that no one gets permissions by mistake.
  const [roleId, setRole] = useState(defaultRoleOf(kind))
  const [isTried, setTried] = useState(false)
  const body = {
    username: typedName(username),
    displayName: typedName(displayName),
    kind,
    roleId,
  } as const
  const faults = inviteFaults(body.username, body.displayName)
  const verb = useVerb<typeof createUser>(
    () => call<typeof createUser>('POST /users', body),
    ({ id, resetAddress }) => {
      for (const queryKey of [['users'], ['roles']]) void queries.invalidateQueries({ queryKey })
      const state: Arrival = { added: { address: resetAddress } }
      void navigate(userPaths.overview(id), { state })
    },
  )
  const isTaken = verb.problem?.code === 'username-taken'
  const send = () => {
    setTried(true)
    if (faults.email) document.getElementById('email')?.focus()
    else if (faults.name) document.getElementById('name')?.focus()
    else verb.run()
  }
  return (
    <Dialog
      title={text.title}
      text={text.text}
      busy={verb.busy}
      onSubmit={send}
      onClose={onClose}
      actions={
        <>
          <Button
            type="submit"
            look="primary"
            icon={<Icon of={Send} size={18} />}
            busy={verb.busy}
            busyLabel={text.busy}
          >
            {text.submit}
          </Button>
          <Button onClick={onClose}>{kitMessages.cancel}</Button>
        </>
      }
    >
      <DialogProblem problem={isTaken ? null : verb.problem} retry={verb.run} />
      <TextField
        name="email"
        type="email"
        label={text.email}
        hint={text.emailHint}
        error={isTried && faults.email ? faults.email : isTaken ? text.taken : undefined}
        value={username}
        onChange={setEmail}
        autoFocus
      />
      <TextField
        name="name"
        label={userDetailsMessages.form.name}
        error={isTried ? faults.name : undefined}
        value={displayName}
        onChange={setName}
        isProse
      />
      {roles && <RoleSelect name="role" roles={roles} value={roleId} onChange={setRole} />}
    </Dialog>
  )
}
