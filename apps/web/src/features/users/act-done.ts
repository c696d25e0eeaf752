import type { Message } from '@rekey/contracts/messages'
import type { ReactNode } from 'react'

/** What an act came to: said in the banner below the heading. */
export type ActDone = {
  readonly words: ReactNode
  /** It can be taken back by reactivating. */
  readonly isUndoable?: boolean
  /** The mail that it started, whose status is then shown beside the name. */
  readonly message?: Message
  /** The user is no more. */
  readonly isDeleted?: boolean
}
