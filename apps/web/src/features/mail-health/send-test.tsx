import type { sendTestMail } from '@rekey/contracts/mail-health'
import type { Message } from '@rekey/contracts/messages'
import { Send } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { useFetchAgain } from '../../console-kit/use-fetch-again.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { mailHealthWords } from './mail-health-words.ts'
import styles from './send-test.module.css'

const text = mailHealthWords.test

/**
 * Sends a test mail, always to the user themselves. Once a minute; the text below explains the
 * wait.
 */
export function SendTest({ onSent }: { onSent: (message: Message) => void }) {
  const fetchAgain = useFetchAgain('user-messages', 'messages')
  const verb = useVerb<typeof sendTestMail>(
    () => tell<typeof sendTestMail>('POST /mail-health/test'),
    ({ message }) => {
      fetchAgain()
      onSent(message)
    },
  )
  return (
    <div className={styles.test}>
      <Button
        look="primary"
        icon={<Icon of={Send} size={18} />}
        busy={verb.busy}
        busyLabel={text.busy}
        onClick={verb.run}
      >
        {text.button}
      </Button>
      <DialogProblem problem={verb.problem} retry={verb.run} />
    </div>
  )
}
