import type { Message } from '@rekey/contracts/messages'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { clockTimeSeconds } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { Icon } from '../../ui/icon.tsx'
import { messageStatusOf } from '../message-status.ts'
import styles from '../steps.module.css'
import { Time } from '../time.tsx'
import { nextAttemptWords, tookWords } from './attempt-words.ts'
import { mailKitMessages } from './mail-kit-messages.ts'
import { timelineSteps } from './timeline-steps.ts'

/** The steps of a mail so far. Later steps aren't drawn, because they can't be known yet. */
export function MailTimeline({ message }: { message: Message }) {
  const steps = timelineSteps(message.events)
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => {
        const isLast = index === steps.length - 1
        const { words, icon, tone } = messageStatusOf(
          isLast ? message : { status: step.status, reason: null, triedUntil: null },
        )
        return (
          <li key={step.at} className={styles.step} data-tone={isLast ? tone : undefined}>
            <span className={styles.node}>
              <Icon of={isLast && tone === 'bad' ? X : icon} size={15} />
            </span>
            <span className={styles.words}>{words}</span>
            <Time at={step.at} words={clockTimeSeconds(new Date(step.at))} />
            <Explanation>
              {isLast && (tookWords(message) ?? nextAttemptWords(message))}
              {!isLast && step.times > 1 && fill(mailKitMessages.tries, { count: step.times })}
            </Explanation>
          </li>
        )
      })}
    </ol>
  )
}

const Explanation = ({ children }: { children: ReactNode }) =>
  children ? <p className={styles.details}>{children}</p> : null
