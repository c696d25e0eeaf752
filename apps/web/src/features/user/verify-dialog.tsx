import type { startAddressCheck } from '@rekey/contracts/address-checks'
import { Send } from 'lucide-react'
import { Dialog } from '../../console-ui/dialog.tsx'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import { tell } from '../console/ask.ts'
import { DialogActions } from './dialog-actions.tsx'
import { DialogProblem } from './dialog-problem.tsx'
import { useVerb } from './use-verb.ts'
import type { UserDialogProps } from './user-dialog.tsx'
import { userMessages } from './user-messages.ts'

const text = userMessages.verify

/** Mails a button whose pressing shows that mails arrive. Enter sends. */
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
