import type { MailError } from '@rekey/contracts/mail-health'
import { countWords } from '../../console-kit/count-words.ts'
import answer from '../../console-kit/mails/mail-answer.module.css'
import { messageStatusOf } from '../../console-kit/message-status.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { Time } from '../../console-kit/time.tsx'
import styles from './mail-errors.module.css'
import { mailHealthWords } from './mail-health-words.ts'
import { reasonWords } from './reason-words.ts'

const text = mailHealthWords.errors

/** Recent errors, one entry for each kind, newest first. */
export function MailErrors({ errors }: { errors: readonly MailError[] }) {
  return (
    <section aria-labelledby="mail-errors">
      <h2 id="mail-errors" className={styles.title}>
        {text.title}
      </h2>
      {errors.length === 0 && <p className={styles.none}>{text.none}</p>}
      <ul className={styles.list}>
        {errors.map((error) => (
          <li key={`${error.reason} ${error.at}`} className={styles.error}>
            <OneError error={error} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function OneError({ error: { at, reason, advice, detail, count } }: { error: MailError }) {
  const failed = messageStatusOf({ status: 'failed', reason: null })
  return (
    <>
      <p className={styles.what}>
        <StatusChip of={{ ...failed, words: reasonWords[reason] }} />
        <span className={styles.when}>
          <Time at={at} /> · {countWords(count, text.tryOne, text.tries)}
        </span>
      </p>
      {advice && <p>{advice}</p>}
      {detail && (
        <p className={answer.words} dir="ltr">
          {detail}
        </p>
      )}
    </>
  )
}
