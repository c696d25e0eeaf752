import type { deactivateUser } from '@rekey/contracts/users'
import { UserRoundX } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { UserDialogProps } from './act-done.ts'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.deactivate

/** Deactivates a user. Undo reactivates the user. */
export function DeactivateDialog({ user, onClose, onDone }: UserDialogProps) {
  const name = user.displayName
  return (
    <ConfirmDialog<typeof deactivateUser>
      title={fill(text.title, { name })}
      words={text}
      icon={UserRoundX}
      send={() => tell('POST /users/{id}/deactivate', { params: { id: user.id } })}
      onDone={() => onDone({ words: <Say text={text.done} values={{ name }} />, isUndoable: true })}
      onClose={onClose}
    />
  )
}
