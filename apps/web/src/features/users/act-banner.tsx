import type { Message } from '@rekey/contracts/messages'
import type { reactivateUser, User } from '@rekey/contracts/users'
import { tell } from '../../console-kit/ask.ts'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { SentBanner } from '../../console-kit/mails/sent-banner.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { Say } from '../../ui/say.tsx'
import type { ActDone } from './act-done.ts'
import { maySend, Resend } from './invitation.tsx'
import { userDetailsMessages } from './user-details-messages.ts'

type Props = {
  user: User
  done: ActDone
  /** The mail that was sent, if its status stands elsewhere on the screen. */
  shownMail?: Message | null
  onDone: (done: ActDone) => void
  onClose: () => void
}

/** The result of the last action on a user. It follows a mail that was sent. */
export function ActBanner({ user, done, shownMail = null, onDone, onClose }: Props) {
  const action = done.isUndoable ? (
    <Undo user={user} onDone={onDone} />
  ) : (
    done.isInvitation && <SendAgain user={user} onDone={onDone} />
  )
  const message = shownMail ?? done.message
  if (!message) {
    return (
      <DoneBanner {...{ action, onClose }} closeLabel={kitMessages.close}>
        {done.words}
      </DoneBanner>
    )
  }
  const sent = { userId: user.id, message }
  return (
    <SentBanner key={message.id} {...{ sent, action, onClose }} withoutStatus={shownMail !== null}>
      {done.words}
    </SentBanner>
  )
}

/** Sends the invitation again, for viewers who may. */
function SendAgain({ user, onDone }: Pick<Props, 'user' | 'onDone'>) {
  const viewer = useCaller()
  const messageId = user.invitation?.messageId
  return messageId && maySend(user, viewer) && <Resend messageId={messageId} onDone={onDone} />
}

/** Undoes a deactivation. The user gets the same state and the same password as before. */
function Undo({ user, onDone }: Pick<Props, 'user' | 'onDone'>) {
  const verb = useVerb<typeof reactivateUser>(
    () =>
      tell<typeof reactivateUser>('POST /users/{id}/reactivate', {
        params: { id: user.id },
        body: { mustChangePassword: false },
      }),
    () =>
      onDone({
        words: (
          <Say text={userDetailsMessages.reactivate.done} values={{ name: user.displayName }} />
        ),
      }),
  )
  if (verb.problem) return <ProblemBanner problem={verb.problem} retry={verb.run} />
  return (
    <Button
      look="quiet"
      busy={verb.busy}
      busyLabel={userDetailsMessages.undoing}
      onClick={verb.run}
    >
      {userDetailsMessages.undo}
    </Button>
  )
}
