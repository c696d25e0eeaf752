import type { User } from '@rekey/contracts/users'
import type { ActDone } from './act-done.ts'
import { DeactivateDialog } from './deactivate-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { EndSessionsDialog } from './end-sessions-dialog.tsx'
import { ReactivateDialog } from './reactivate-dialog.tsx'
import { ResetBlockedDialog } from './reset-blocked-dialog.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import { mayEdit, resetBlocked, type UserAct, type Viewer } from './user-acts.ts'
import { VerifyDialog } from './verify-dialog.tsx'

export type UserDialogProps = {
  user: User
  onClose: () => void
  onDone: (done: ActDone) => void
}

/** The dialog of each act of More options. */
export function UserDialog(props: UserDialogProps & { act: UserAct; viewer: Viewer }) {
  const { act, viewer, ...rest } = props
  if (act === 'end-sessions') return <EndSessionsDialog {...rest} />
  if (act === 'verify') return <VerifyDialog {...rest} />
  if (act === 'deactivate') return <DeactivateDialog {...rest} />
  if (act === 'reactivate') return <ReactivateDialog {...rest} />
  if (act === 'delete') return <DeleteDialog {...rest} />
  if (resetBlocked(rest.user)) {
    return <ResetBlockedDialog {...rest} mayEdit={mayEdit(rest.user, viewer)} />
  }
  const mayShutOut = viewer.permissions.includes('users.reset-password')
  return <ResetDialog {...rest} mayShutOut={mayShutOut} />
}
