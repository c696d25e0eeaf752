import { clockTime } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { problemSentence } from '../../problem-sentence.ts'
import { askForReset } from '../../public-kit/ask-for-reset.ts'
import { useAskAgain } from '../../public-kit/use-ask-again.ts'
import { Button } from '../../ui/button.tsx'
import styles from './send-code-again.module.css'

const text = messages.setPassword

/** Sends the same link and code again. Typed values stay, and the focus returns to the code. */
export function SendCodeAgain({ username, onAsked }: { username: string; onAsked: () => void }) {
  const ask = useAskAgain(
    () => askForReset(username),
    null,
    () => {
      document.getElementById('code')?.focus()
      onAsked()
    },
  )
  const { asked, problem, busy, waiting } = ask
  return (
    <div className={styles.again}>
      <span>{text.codeNotThere}</span>
      <Button look="link" busy={busy} waiting={waiting} onClick={ask.askAgain}>
        {text.sendAgain}
      </Button>
      <p role="status" className={styles.result}>
        {problem && problemSentence(problem).sentence}
        {!problem && asked && fill(text.askedAgain, { time: clockTime(new Date(asked.askedAt)) })}
      </p>
    </div>
  )
}
