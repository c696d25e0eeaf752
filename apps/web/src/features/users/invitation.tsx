import type { resendMessage } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import { Ban, Check, CircleDashed, Clock, Send, TriangleAlert } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import type { Shown } from '../../console-kit/message-status.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import summary from '../../console-kit/summary.module.css'
import { Time } from '../../console-kit/time.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { Say } from '../../ui/say.tsx'
import type { ActDone } from './act-done.ts'
import styles from './invitation.module.css'
import { resetBlocked, userActs, type Viewer } from './user-acts.ts'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.invitation

export type InvitationActs = {
  viewer: Viewer
  /** Opens the dialog that sends the first invitation. */
  onInvite: () => void
  onDone: (done: ActDone) => void
}

type Props = InvitationActs & { user: User }

/** Whether a user still has to create the first password, for which they are invited. */
export const awaitsPassword = ({ signInMethod, passwordState, secondFactors }: User): boolean =>
  signInMethod === 'password' && passwordState === 'none' && !secondFactors?.passkeys

/** The state of the invitation, when it ends, and a button that sends it again. */
export function Invitation({ user, viewer, ...acts }: Props) {
  const { invitation } = user
  return (
    <>
      <StatusChip of={shown[statusOf(invitation)]} />
      {invitation?.endsAt && <Ends status={statusOf(invitation)} endsAt={invitation.endsAt} />}
      {maySend(user, viewer) &&
        (invitation?.messageId ? (
          <span className={styles.act}>
            <Resend messageId={invitation.messageId} onDone={acts.onDone} />
          </span>
        ) : (
          <Button look="quiet" className={styles.act ?? ''} onClick={acts.onInvite}>
            {text.send}
          </Button>
        ))}
    </>
  )
}

type Status = NonNullable<User['invitation']>['status'] | 'none'

/** An invitation may end while the page is open. */
export function statusOf(invitation: User['invitation'], now = serverNow()): Status {
  if (!invitation) return 'none'
  const { status, endsAt } = invitation
  return status === 'sent' && endsAt && new Date(endsAt) <= now ? 'expired' : status
}

const shown: Readonly<Record<Status, Shown>> = {
  none: { words: text.none, tone: 'quiet', icon: CircleDashed },
  sending: { words: text.sending, tone: 'quiet', icon: Send },
  sent: { words: text.sent, tone: 'good', icon: Check },
  expired: { words: text.expired, tone: 'warning', icon: Clock },
  failed: { words: text.failed, tone: 'bad', icon: TriangleAlert },
  ended: { words: text.ended, tone: 'warning', icon: Ban },
}

function Ends({ status, endsAt }: { status: Status; endsAt: string }) {
  if (status !== 'sent' && status !== 'expired') return null
  const time = inSentence(dayAndTime(new Date(endsAt)))
  return (
    <span className={summary.note}>
      <Time at={endsAt} words={fill(status === 'sent' ? text.endsAt : text.endedAt, { time })} />
    </span>
  )
}

/** An invitation is a reset that another person starts, so the same rules decide. */
export const maySend = (user: User, viewer: Viewer): boolean =>
  resetBlocked(user) === null &&
  userActs(user, viewer)
    .flat()
    .some(({ id }) => id === 'reset')

type ResendProps = { messageId: string; onDone: (done: ActDone) => void }

/** Sends the same link and code while they work, and new ones after that. */
export function Resend({ messageId, onDone }: ResendProps) {
  const verb = useVerb<typeof resendMessage>(
    () => tell<typeof resendMessage>('POST /messages/{id}/resend', { params: { id: messageId } }),
    ({ message }) =>
      onDone({
        words: <Say text={text.sentAgain} values={{ address: message.to ?? '' }} />,
        message,
        isInvitation: true,
      }),
  )
  if (verb.problem) return <ProblemBanner problem={verb.problem} retry={verb.run} />
  return (
    <Button look="quiet" busy={verb.busy} busyLabel={text.busy} onClick={verb.run}>
      {text.resend}
    </Button>
  )
}
