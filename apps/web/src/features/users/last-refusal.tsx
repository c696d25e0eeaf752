import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import { useUserMessages } from '../../console-kit/mails/use-user.ts'
import { messageStatusOf } from '../../console-kit/message-status.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { Banner } from '../../ui/banner.tsx'
import { Say } from '../../ui/say.tsx'
import { userDetailsMessages } from './user-details-messages.ts'

/** If the last mail to the address was refused, says what happened, when, and what to do. */
export function LastRefusal({ user }: { user: User }) {
  const { may } = useCaller()
  const { data } = useUserMessages(user.id, may('messages.read'))
  const last = data?.items.find((mail) => mail.to === user.resetAddress && isSent(mail))
  if (!last || !(last.status === 'refused' || last.status === 'bounced')) return null
  const at = last.events.at(-1)?.at ?? last.askedAt
  const values = {
    what: messageStatusOf(last).words,
    time: inSentence(dayAndTime(new Date(at))),
  }
  return (
    <Banner tone="warning">
      <Say text={userDetailsMessages.reset.lastRefused} values={values} /> {last.advice}
    </Banner>
  )
}

/** Unsent and waiting mails say nothing about the address. */
const isSent = ({ status }: Message) =>
  status !== 'not-sent' && status !== 'queued' && status !== 'sending'
