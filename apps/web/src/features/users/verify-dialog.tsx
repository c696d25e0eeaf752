import type { startAddressCheck } from '@rekey/contracts/address-checks'
import { Send } from 'lucide-react'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { UserDialogProps } from './act-done.ts'
import { userDetailsMessages } from './user-details-messages.ts'

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
    <ActionDialog
      title={fill(text.title, { name: user.displayName })}
      text={
        <>
          <Say text={text.goesTo} values={{ address }} /> {text.text}
        </>
      }
      words={text}
      icon={Send}
      focus="submit"
      {...{ verb, onClose }}
    />
  )
}
