import { Mail } from 'lucide-react'
import { useState } from 'react'
import { useCaller } from '../../console-kit/use-caller.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { userDetailsMessages } from './user-details-messages.ts'

/** The button and its dialog, for viewers who may assign roles. */
export function Invite() {
  const { may } = useCaller()
  const [isOpen, setOpen] = useState(false)
  if (!may('users.write') || !may('users.read', 'roles.write')) return null
  return (
    <>
      <Button icon={<Icon of={Mail} size={18} />} onClick={() => setOpen(true)}>
        {userDetailsMessages.invite.open}
      </Button>
      {isOpen && <InviteDialog onClose={() => setOpen(false)} />}
    </>
  )
}
