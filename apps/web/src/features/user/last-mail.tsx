import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import styles from './last-mail.module.css'
import { MailAnswer } from './mail-answer.tsx'
import { MailTimeline } from './mail-timeline.tsx'
import { mailTitle } from './mail-title.ts'
import { NextStep } from './next-step.tsx'
import type { UserAct, Viewer } from './user-acts.ts'
import { userMessages } from './user-messages.ts'

const text = userMessages.mails

type Props = {
  user: User
  viewer: Viewer
  /** Null: none was ever sent. */
  message: Message | null
  onAct: (act: UserAct) => void
}

/** The newest mail, live. */
export function LastMail({ user, viewer, message, onAct }: Props) {
  return (
    <section className={styles.last} aria-labelledby="last-mail">
      <div>
        <h2 id="last-mail" className={styles.title}>
          {text.last}
        </h2>
        <p className={styles.what}>{message ? mailTitle(message) : text.none}</p>
      </div>
      {message ? (
        <>
          <MailTimeline message={message} />
          <NextStep {...{ message, user, viewer, onAct }} />
          <MailAnswer message={message} />
        </>
      ) : (
        <p className={styles.what}>{text.noneText}</p>
      )}
    </section>
  )
}
