import { useState } from 'react'
import type { UserDialogProps } from './act-done.ts'
import { DeactivateDialog } from './deactivate-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { EndSessionsDialog } from './end-sessions-dialog.tsx'
import { ReactivateDialog } from './reactivate-dialog.tsx'
import { RecoverFactorDialog } from './recover-factor-dialog.tsx'
import { ResetBlockedDialog } from './reset-blocked-dialog.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import { SignsInElsewhereDialog } from './signs-in-elsewhere-dialog.tsx'
import { UsePasswordDialog } from './use-password-dialog.tsx'
import { mayEdit, mayUsePassword, type UserAct, type Viewer } from './user-acts.ts'
import { VerifyCallerDialog } from './verify-caller-dialog.tsx'
import { VerifyDialog } from './verify-dialog.tsx'

/** The dialog of the chosen action in More options. */
export function UserDialog(props: UserDialogProps & { act: UserAct; viewer: Viewer }) {
  const { viewer, ...rest } = props
  // A dialog may open another one.
  const [act, setAct] = useState(props.act)
  if (act === 'end-sessions') return <EndSessionsDialog {...rest} />
  if (act === 'recover-factor') return <RecoverFactorDialog {...rest} />
  if (act === 'verify-caller') return <VerifyCallerDialog {...rest} />
  if (act === 'verify') return <VerifyDialog {...rest} />
  if (act === 'deactivate') return <DeactivateDialog {...rest} />
  if (act === 'reactivate') return <ReactivateDialog {...rest} />
  if (act === 'delete') return <DeleteDialog {...rest} />
  if (act === 'use-password') return <UsePasswordDialog {...rest} />
  if (rest.user.recovery.refusal === 'user-signs-in-elsewhere') {
    const onUsePassword = () => setAct('use-password')
    const mayBeHere = mayUsePassword(rest.user, viewer)
    return <SignsInElsewhereDialog {...rest} onUsePassword={mayBeHere && onUsePassword} />
  }
  if (rest.user.recovery.refusal) {
    return <ResetBlockedDialog {...rest} mayEdit={mayEdit(rest.user, viewer)} />
  }
  const mayShutOut = viewer.permissions.includes('users.reset-password')
  return <ResetDialog {...rest} mayShutOut={mayShutOut} />
}
