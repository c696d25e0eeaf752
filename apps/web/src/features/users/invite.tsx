import { Mail } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useCaller } from '../console/use-caller.ts'
import { SignInAgain } from '../user/sign-in-again.tsx'
import { useRolesFor } from '../user/use-roles-for.ts'
import { userMessages } from '../user/user-messages.ts'
import { InviteDialog } from './invite-dialog.tsx'

/** The button, and its dialog. Only for who may put people into roles. */
export function Invite() {
  const { username } = useCaller()
  const roles = useRolesFor(null)
  const [isOpen, setOpen] = useState(false)
  if (!roles) return null
  return (
    <>
      <Button icon={<Icon of={Mail} size={18} />} onClick={() => setOpen(true)}>
        {userMessages.invite.open}
      </Button>
      {isOpen && (
        <SignInAgain username={username}>
          <InviteDialog roles={roles} onClose={() => setOpen(false)} />
        </SignInAgain>
      )}
    </>
  )
}
