import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import type { createUser } from '@rekey/contracts/users'
import { typedName } from '@rekey/contracts/visible-text'
import { useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../api.ts'
import { Dialog } from '../../console-ui/dialog.tsx'
import { TextField } from '../../console-ui/text-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { DialogProblem } from '../user/dialog-problem.tsx'
import { RoleSelect } from '../user/role-select.tsx'
import { useRolesFor } from '../user/use-roles-for.ts'
import { useVerb } from '../user/use-verb.ts'
import { userMessages } from '../user/user-messages.ts'
import type { Arrival } from '../user/user-page.tsx'
import { userPaths } from '../user/user-paths.ts'
import { inviteFaults } from './invite-faults.ts'

const text = userMessages.invite

/** Who is invited works here: other kinds of users are added by their form. */
const kind = 'staff'

/** Adds a user by their address, with a role from the start; link and code are mailed at once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const roles = useRolesFor(null)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [username, setEmail] = useState('')
  const [displayName, setName] = useState('')
  // Nobody gets more than nothing by an oversight.
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
          <Button onClick={onClose}>{userMessages.cancel}</Button>
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
        label={userMessages.form.name}
        error={isTried ? faults.name : undefined}
        value={displayName}
        onChange={setName}
        isProse
      />
      {roles && <RoleSelect name="role" roles={roles} value={roleId} onChange={setRole} />}
    </Dialog>
  )
}
