import type { reactivateUser, User } from '@rekey/contracts/users'
import { UserRoundCheck } from 'lucide-react'
import { useState } from 'react'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { OptionCards } from '../../console-kit/option-cards.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { UserDialogProps } from './act-done.ts'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.reactivate

const choices = [
  { value: 'old-password', title: text.oldPassword },
  { value: 'must-change', title: text.mustChange, text: text.mustChangeText },
] as const

/** Reactivates a user, with the old password if there is one, or with a new one (the default). */
export function ReactivateDialog({ user, onClose, onDone }: UserDialogProps) {
  const name = user.displayName
  const [choice, setChoice] = useState<(typeof choices)[number]['value']>('must-change')
  const verb = useVerb<typeof reactivateUser>(
    () =>
      tell<typeof reactivateUser>('POST /users/{id}/reactivate', {
        params: { id: user.id },
        body: { mustChangePassword: choice === 'must-change' },
      }),
    () => onDone({ words: <Say text={text.done} values={{ name }} /> }),
  )
  return (
    <ActionDialog
      title={fill(text.title, { name })}
      words={text}
      icon={UserRoundCheck}
      focus="submit"
      {...{ verb, onClose }}
    >
      {hasOldPassword(user) ? (
        <OptionCards
          name="mustChangePassword"
          label={fill(text.choice, { name })}
          options={choices}
          value={choice}
          onChange={setChoice}
        />
      ) : (
        <p>{withoutPassword(user)}</p>
      )}
    </ActionDialog>
  )
}

/** A blocked password doesn't work again. The user needs a reset, as without a password. */
const hasOldPassword = ({ passwordState }: User) =>
  passwordState === 'set' || passwordState === 'must-change'

function withoutPassword({ displayName: name, signInMethod, signsInWith }: User): string {
  if (signInMethod === 'password') return fill(text.noPassword, { name })
  return fill(text.atProvider, { name, provider: signsInWith?.name ?? text.theProvider })
}
