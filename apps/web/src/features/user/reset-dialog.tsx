import type { Message } from '@rekey/contracts/messages'
import type { startUserReset, User } from '@rekey/contracts/users'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { Checkbox } from '../../console-ui/checkbox.tsx'
import { Dialog } from '../../console-ui/dialog.tsx'
import { TextField } from '../../console-ui/text-field.tsx'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import { tell } from '../console/ask.ts'
import type { ActDone } from './act-done.ts'
import { DialogActions } from './dialog-actions.tsx'
import { DialogProblem } from './dialog-problem.tsx'
import { LastRefusal } from './last-refusal.tsx'
import { ResetMethod } from './reset-method.tsx'
import { useVerb } from './use-verb.ts'
import { userMessages } from './user-messages.ts'

const text = userMessages.reset
const maximumReason = 500

type Props = {
  user: User
  /** False: a reason, and nothing else, may be given; what is sent is the kind's method. */
  mayShutOut: boolean
  onClose: () => void
  onDone: (done: ActDone) => void
}

/** A4: mails link and code or a temporary password, which nobody but the user ever sees. Enter sends. */
export function ResetDialog({ user, mayShutOut, onClose, onDone }: Props) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const [endSessions, setEndSessions] = useState(false)
  const [blockCurrentPassword, setBlock] = useState(false)
  const address = user.resetAddress ?? ''
  const [method, setMethod] = useState(user.recovery.method)
  const isFirst = user.passwordState === 'none'
  const verb = useVerb<typeof startUserReset>(
    () =>
      tell<typeof startUserReset>('POST /users/{id}/password-resets', {
        params: { id: user.id },
        body: {
          ...(mayShutOut && { method }),
          ...(reason.trim() && { reason: reason.trim() }),
          ...(endSessions && { endSessions }),
          ...(blockCurrentPassword && { blockCurrentPassword }),
        },
      }),
    ({ message }) => onDone({ words: <Sent {...{ message, address }} />, message }),
  )
  const submit = () => {
    const isTooLong = [...reason].length > maximumReason
    setError(isTooLong ? text.reasonTooLong : undefined)
    if (isTooLong) document.getElementById('reason')?.focus()
    else verb.run()
  }
  return (
    <Dialog
      title={fill(isFirst && method === 'code' ? text.titleCreate : text.title, {
        name: user.displayName,
      })}
      text={<Say text={text.goesTo} values={{ address }} />}
      busy={verb.busy}
      onSubmit={submit}
      onClose={onClose}
      actions={<DialogActions words={text} icon={Send} {...{ verb, onClose }} />}
    >
      <DialogProblem problem={verb.problem} retry={verb.run} />
      <LastRefusal user={user} />
      <ResetMethod user={user} value={method} onChange={mayShutOut ? setMethod : undefined} />
      <TextField
        name="reason"
        label={text.reason}
        hint={text.reasonHint}
        error={error}
        value={reason}
        onChange={setReason}
        isProse
      />
      {mayShutOut && !isFirst && (
        <div>
          <Checkbox name="endSessions" checked={endSessions} onChange={setEndSessions}>
            {text.endSessions}
          </Checkbox>
          <Checkbox name="blockCurrentPassword" checked={blockCurrentPassword} onChange={setBlock}>
            {text.block}
          </Checkbox>
        </div>
      )}
    </Dialog>
  )
}

function Sent({ message, address }: { message: Message; address: string }) {
  const isTemporary = message.template === 'temporary-password'
  return <Say text={isTemporary ? text.sentTemporary : text.sent} values={{ address }} />
}
