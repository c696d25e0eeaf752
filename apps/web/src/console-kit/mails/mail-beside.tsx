import type { Message } from '@rekey/contracts/messages'
import { Button } from '../../ui/button.tsx'
import { MailAnswer } from './mail-answer.tsx'
import { mailKitMessages } from './mail-kit-messages.ts'
import { nextAct } from './next-act.ts'
import { type MailActs, NextStep } from './next-step.tsx'

/**
 * Beside a mail's timeline: the advice, the mail server's answer, and the button to send it again.
 */
export function MailBeside({ message, acts }: { message: Message; acts: MailActs }) {
  const isNextStep = message.advice !== null && nextAct(message) === 'send-again'
  return (
    <>
      <NextStep {...{ message, acts }} />
      <MailAnswer message={message} />
      {acts.onSendAgain && !isNextStep && (
        <div>
          <Button onClick={acts.onSendAgain}>{mailKitMessages.sendAgain}</Button>
        </div>
      )}
    </>
  )
}
