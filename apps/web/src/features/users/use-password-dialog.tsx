import type { changeUser, User } from '@rekey/contracts/users'
import { KeyRound } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { providerName } from './provider-name.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import type { UserDialogProps } from './user-dialog.tsx'

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
    <Dialog
      role="alertdialog"
      title={fill(text.title, { name })}
      text={whatFollows(user)}
      busy={verb.busy}
      onSubmit={verb.run}
      onClose={onClose}
      actions={
        <>
          <Button
            type="submit"
            look="primary"
            icon={<Icon of={KeyRound} size={18} />}
            busy={verb.busy}
            busyLabel={text.busy}
          >
            {text.submit}
          </Button>
          <Button onClick={onClose} autoFocus>
            {kitMessages.cancel}
          </Button>
        </>
      }
    >
      <DialogProblem problem={verb.problem} retry={verb.run} />
      <p>{address ? <Say text={text.linkGoesTo} values={{ address }} /> : text.nowhere}</p>
    </Dialog>
  )
}

function whatFollows(user: User): string {
  const words = fill(text.text, { provider: providerName(user) })
  return user.passwordState === 'none' ? words : `${words} ${text.consoleEnds}`
}
