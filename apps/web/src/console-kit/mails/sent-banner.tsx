import type { Message } from '@rekey/contracts/messages'
import type { ReactNode } from 'react'
import { Say } from '../../ui/say.tsx'
import { DoneBanner } from '../done-banner.tsx'
import { MessageChip } from '../message-chip.tsx'
import { messageStatusOf } from '../message-status.ts'
import { messageListMessages } from './message-list-messages.ts'
import styles from './sent-banner.module.css'
import { type Sent, useSentMail } from './use-sent-mail.ts'

type Props = {
  sent: Sent
  /** What was sent where, as long as nothing is wrong with it. */
  children: ReactNode
  action?: ReactNode
  /** The status stands elsewhere on the screen. */
  withoutStatus?: boolean
  onClose: () => void
}

/**
 * The result of sending a mail. It follows the mail: once that is delayed or fails, the banner says
 * so and is no longer green.
 */
export function SentBanner({ sent, children, action, withoutStatus = false, onClose }: Props) {
  const now = useSentMail(sent)
  const tone = toneOf(now)
  return (
    <DoneBanner {...{ tone, action, onClose }} closeLabel={messageListMessages.close}>
      <span className={styles.words}>
        {tone === 'good' ? <span>{children}</span> : <Wrong message={now} />}
        {tone === 'good' && !withoutStatus && <MessageChip message={now} />}
      </span>
    </DoneBanner>
  )
}

const Wrong = ({ message }: { message: Message }) => (
  <span>
    <Say
      text={messageListMessages.sentWrong}
      values={{ status: messageStatusOf(message).words, address: message.to ?? '' }}
    />
  </span>
)

export function toneOf(message: Message): 'good' | 'warning' | 'bad' {
  const { tone } = messageStatusOf(message)
  if (tone === 'bad') return 'bad'
  return tone === 'warning' || message.status === 'not-sent' ? 'warning' : 'good'
}
