import type { Message } from '@rekey/contracts/messages'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { mailKitMessages } from './mail-kit-messages.ts'
import { nextAct } from './next-act.ts'
import styles from './next-step.module.css'

const text = mailKitMessages

/** What a viewer may do about a mail. Null means not allowed, or not possible now. */
export type MailActs = {
  /** The path of the screen where the address can be corrected. */
  readonly correctAt: string | null
  readonly onSendAgain: (() => void) | null
  readonly onReactivate: (() => void) | null
}

type Props = { message: Message; acts: MailActs }

/** Beside a mail that didn't arrive: the advice, and the one button that helps. */
export function NextStep({ message, acts }: Props) {
  if (!message.advice) return null
  return (
    <section className={styles.next} aria-label={text.nextStep}>
      <h3 className={styles.title}>{text.nextStep}</h3>
      <p>{message.advice}</p>
      <Act {...{ message, acts }} />
    </section>
  )
}

function Act({ message, acts: { correctAt, onSendAgain, onReactivate } }: Props) {
  const next = nextAct(message)
  if (next === 'correct-address' && correctAt) {
    return (
      <ButtonLink look="primary" to={correctAt}>
        {text.correctAddress}
      </ButtonLink>
    )
  }
  if (next === 'send-again' && onSendAgain) {
    return (
      <Button look="primary" onClick={onSendAgain}>
        {text.sendAgain}
      </Button>
    )
  }
  if (next === 'reactivate' && onReactivate) {
    return (
      <Button look="primary" onClick={onReactivate}>
        {text.reactivate}
      </Button>
    )
  }
  return null
}
