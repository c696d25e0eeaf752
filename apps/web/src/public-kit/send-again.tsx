import { Send } from 'lucide-react'
import { clockTime } from '../clock-time.ts'
import { fill } from '../fill.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { resetSentMessages as text } from './reset-sent-messages.ts'
import styles from './send-again.module.css'
import type { useAskAgain } from './use-ask-again.ts'

type Props = {
  ask: ReturnType<typeof useAskAgain>
  /** What is said once it has worked. */
  askedAgain?: `${string}{time}${string}`
}

/** The button to send again, the time from which it works, and a message once it has worked. */
export function SendAgain({ ask, askedAgain = text.askedAgain }: Props) {
  const { asked, busy, waiting, isAgain } = ask
  const time = (at: number) => clockTime(new Date(at))
  return (
    <div className={styles.again}>
      <Button
        busy={busy}
        busyLabel={text.busy}
        waiting={waiting}
        icon={<Icon of={Send} size={18} />}
        onClick={ask.askAgain}
        aria-describedby="send-again-wait"
      >
        {text.again}
      </Button>
      <div className={styles.times}>
        <p role="status">{isAgain && asked && fill(askedAgain, { time: time(asked.askedAt) })}</p>
        <p id="send-again-wait">
          {waiting && asked && fill(text.wait, { time: time(asked.againAt) })}
        </p>
      </div>
    </div>
  )
}
