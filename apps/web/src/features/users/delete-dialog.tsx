import type { deleteUser } from '@rekey/contracts/users'
import { Trash2 } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { UserDialogProps } from './act-done.ts'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.delete

/** Says what is deleted and what stays. There is no Undo. */
export function DeleteDialog({ user, onClose, onDone }: UserDialogProps) {
  const name = user.displayName
  return (
    <ConfirmDialog<typeof deleteUser>
      title={fill(text.title, { name })}
      words={text}
      icon={Trash2}
      send={() => tell('DELETE /users/{id}', { params: { id: user.id } })}
      onDone={() => onDone({ words: <Say text={text.done} values={{ name }} />, isDeleted: true })}
      onClose={onClose}
    />
  )
}
