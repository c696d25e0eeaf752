import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import type { MailActs } from '../../console-kit/mails/next-step.tsx'
import { maySendAgain } from '../../console-kit/mails/send-again.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { mayEdit, type UserAct, userActs, type Viewer } from './user-acts.ts'

type Doing = { onAct: (act: UserAct) => void; onSendAgain: (message: Message) => void }

/** What a viewer may do about a user's mails. */
export function mailActsOf(user: User, viewer: Viewer, { onAct, onSendAgain }: Doing) {
  const isActive = user.status === 'active'
  const mayReactivate = userActs(user, viewer)
    .flat()
    .some(({ id }) => id === 'reactivate')
  return (message: Message): MailActs => ({
    correctAt: mayEdit(user, viewer) ? `${userPaths.edit(user.id)}#address` : null,
    onSendAgain:
      isActive && maySendAgain(message, viewer.permissions) ? () => onSendAgain(message) : null,
    onReactivate: mayReactivate ? () => onAct('reactivate') : null,
  })
}

export type MailActsOf = ReturnType<typeof mailActsOf>
