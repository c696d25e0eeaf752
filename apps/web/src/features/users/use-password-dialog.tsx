import type { changeUser, User } from '@rekey/contracts/users'
import { KeyRound } from 'lucide-react'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { UserDialogProps } from './act-done.ts'
import { providerName } from './provider-name.ts'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.usePassword

/**
 * Lets a user sign in with a password here again. It ends their sessions, so it starts on Cancel.
 */
export function UsePasswordDialog({ user, onClose, onDone }: UserDialogProps) {
  const { id, displayName: name, resetAddress: address } = user
  const verb = useVerb<typeof changeUser>(
    () =>
      tell<typeof changeUser>('PATCH /users/{id}', {
        params: { id },
        body: { signInMethod: 'password' },
      }),
    () =>
      onDone({ words: <Say text={address ? text.done : text.doneSilently} values={{ name }} /> }),
  )
  return (
    <ActionDialog
      role="alertdialog"
      title={fill(text.title, { name })}
      text={whatFollows(user)}
      words={text}
      icon={KeyRound}
      focus="cancel"
      {...{ verb, onClose }}
    >
      <p>{address ? <Say text={text.linkGoesTo} values={{ address }} /> : text.nowhere}</p>
    </ActionDialog>
  )
}

function whatFollows(user: User): string {
  const words = fill(text.text, { provider: providerName(user) })
  return user.passwordState === 'none' ? words : `${words} ${text.consoleEnds}`
}
