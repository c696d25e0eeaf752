import type { Message } from '@rekey/contracts/messages'
import { Mail } from 'lucide-react'
import { clockTime } from '../../clock-time.ts'
import { templateNames } from '../../console-kit/mails/mail-kit-messages.ts'
import { MailTimeline } from '../../console-kit/mails/mail-timeline.tsx'
import { MessageChip } from '../../console-kit/message-chip.tsx'
import { messageStatusOf } from '../../console-kit/message-status.ts'
import { OpeningRow } from '../../console-kit/opening-row.tsx'
import { Time } from '../../console-kit/time.tsx'
import { fill } from '../../fill.ts'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { auditMessages as text } from './audit-messages.ts'
import styles from './audit-row.module.css'

/** A mail in a user's history, with its status. Its steps show when the row is opened. */
export function MailRow({ message }: { message: Message }) {
  const mail = templateNames[message.template]
  const address = message.to ?? text.nowhere
  const line = (
    <>
      <Icon of={Mail} size={18} />
      <p className={styles.sentence}>
        <Say text={text.mail} values={{ mail, address }} />
      </p>
      <p className={styles.from}>
        <MessageChip message={message} />
      </p>
      <p className={styles.time}>
        <Time at={message.askedAt} words={clockTime(new Date(message.askedAt))} />
      </p>
    </>
  )
  const sentence = fill(text.mailIs, { mail, status: messageStatusOf(message).words })
  return (
    <OpeningRow label={fill(text.details, { sentence })} className={styles.line} line={line}>
      {() => (
        <div className={styles.mail}>
          {message.advice && <p>{message.advice}</p>}
          <MailTimeline message={message} />
        </div>
      )}
    </OpeningRow>
  )
}
