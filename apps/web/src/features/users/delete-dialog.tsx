import type { deleteUser } from '@rekey/contracts/users'
import { Trash2 } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import { userDetailsMessages } from './user-details-messages.ts'
import type { UserDialogProps } from './user-dialog.tsx'

const text = userDetailsMessages.delete

/** Says what is deleted and what stays. There is no Undo. */
export function DeleteDialog({ user, onClose, onDone }: UserDialogProps) {
  const name = user.displayName
  const verb = useVerb<typeof deleteUser>(
    () => tell<typeof deleteUser>('DELETE /users/{id}', { params: { id: user.id } }),
    () => onDone({ words: <Say text={text.done} values={{ name }} />, isDeleted: true }),
  )
  return (
    <ConfirmDialog
      title={fill(text.title, { name })}
      words={text}
      icon={Trash2}
      {...{ verb, onClose }}
    />
  )
}
