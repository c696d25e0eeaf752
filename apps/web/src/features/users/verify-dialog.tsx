import type { startAddressCheck } from '@rekey/contracts/address-checks'
import { Send } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import { DialogActions } from '../../console-kit/dialog-actions.tsx'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import { userDetailsMessages } from './user-details-messages.ts'
import type { UserDialogProps } from './user-dialog.tsx'

const text = userDetailsMessages.verify

/** Sends a mail with a button. When the user presses it, we know that mails arrive. Enter sends. */
export function VerifyDialog({ user, onClose, onDone }: UserDialogProps) {
  const address = user.resetAddress ?? ''
  const verb = useVerb<typeof startAddressCheck>(
    () =>
      tell<typeof startAddressCheck>('POST /users/{id}/address-checks', {
        params: { id: user.id },
      }),
    ({ message }) => onDone({ words: <Say text={text.sent} values={{ address }} />, message }),
  )
  return (
    <Dialog
      title={fill(text.title, { name: user.displayName })}
      text={
        <>
          <Say text={text.goesTo} values={{ address }} /> {text.text}
        </>
      }
      busy={verb.busy}
      onSubmit={verb.run}
      onClose={onClose}
      actions={<DialogActions words={text} icon={Send} {...{ verb, onClose }} />}
    >
      {verb.problem && <DialogProblem problem={verb.problem} retry={verb.run} />}
    </Dialog>
  )
}
