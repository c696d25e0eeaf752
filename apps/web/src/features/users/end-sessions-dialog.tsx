import type { endUserSessions } from '@rekey/contracts/users'
import { LogOut } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { UserDialogProps } from './act-done.ts'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.endSessions

/** Signs a user out everywhere; the password stays. */
export function EndSessionsDialog({ user, onClose, onDone }: UserDialogProps) {
  const name = user.displayName
  return (
    <ConfirmDialog<typeof endUserSessions>
      title={fill(text.title, { name })}
      words={text}
      icon={LogOut}
      send={() => tell('POST /users/{id}/end-sessions', { params: { id: user.id } })}
      onDone={({ sessionsEnded: count }) => onDone({ words: <Ended {...{ name, count }} /> })}
      onClose={onClose}
    />
  )
}

function Ended({ name, count }: { name: string; count: number }) {
  if (count === 0) return <Say text={text.none} values={{ name }} />
  if (count === 1) return <Say text={text.one} values={{ name }} />
  return <Say text={text.many} values={{ name, count }} />
}
