import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import type { ReactNode } from 'react'

/** The result of an action, shown in the banner below the heading. */
export type ActDone = {
  readonly words: ReactNode
  /** True if reactivating the user undoes the action. */
  readonly isUndoable?: boolean
  /** True if an invitation was sent, which can be sent again. */
  readonly isInvitation?: boolean
  /** The mail that the action sent. Its status is then shown beside the name. */
  readonly message?: Message
  /** True if the user was deleted. */
  readonly isDeleted?: boolean
}

/** What every dialog of an action gets. */
export type UserDialogProps = {
  user: User
  onClose: () => void
  onDone: (done: ActDone) => void
}
