import type { Message } from '@rekey/contracts/messages'
import styles from './mail-answer.module.css'
import { mailKitMessages } from './mail-kit-messages.ts'
import { lastAnswer } from './timeline-steps.ts'

/** The answer of the mail server, word for word. */
export function MailAnswer({ message }: { message: Message }) {
  const answer = lastAnswer(message.events)
  if (!answer) return null
  return (
    <div>
      <h3 className={styles.title}>{mailKitMessages.answer}</h3>
      <p className={styles.words} dir="ltr">
        {answer}
      </p>
    </div>
  )
}
