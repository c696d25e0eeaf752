import type { Message } from '@rekey/contracts/messages'
import { MailBeside } from '../../console-kit/mails/mail-beside.tsx'
import { mailKitMessages, templateNames } from '../../console-kit/mails/mail-kit-messages.ts'
import { MailTimeline } from '../../console-kit/mails/mail-timeline.tsx'
import { fill } from '../../fill.ts'
import styles from './last-mail.module.css'
import type { MailActsOf } from './mail-acts.ts'

const text = mailKitMessages

type Props = {
  /** Null if no mail was ever sent. */
  message: Message | null
  actsOf: MailActsOf
}

/** The newest mail with its live status. */
export function LastMail({ message, actsOf }: Props) {
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
          <MailBeside message={message} acts={actsOf(message)} />
        </>
      ) : (
        <p className={styles.what}>{text.noneText}</p>
      )}
    </section>
  )
}

const words = {
  'self-service': mailKitMessages.byUser,
  started: mailKitMessages.byAdministrator,
  notice: mailKitMessages.notice,
} as const satisfies Record<Message['origin'], string>

/** The kind of a mail, and who requested it. */
const mailTitle = ({ template, origin }: Message): string =>
  fill(words[origin], { mail: templateNames[template] })
