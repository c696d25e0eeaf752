import type { Message } from '@rekey/contracts/messages'
import type { RecoveryMethod } from '@rekey/contracts/settings'
import type { startUserReset, User } from '@rekey/contracts/users'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { Checkbox } from '../../console-kit/checkbox.tsx'
import { Dialog } from '../../console-kit/dialog.tsx'
import { DialogActions } from '../../console-kit/dialog-actions.tsx'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { ActDone } from './act-done.ts'
import { LastRefusal } from './last-refusal.tsx'
import { providerName } from './provider-name.ts'
import { ResetMethod } from './reset-method.tsx'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.reset
const maximumReason = 500

type Props = {
  user: User
  /**
   * If false, the viewer may only enter a reason. The mail then uses the usual method of the kind.
   */
  mayShutOut: boolean
  onClose: () => void
  onDone: (done: ActDone) => void
}

/**
 * A4: mails link and code, or a temporary password that only the user sees. Enter sends. For users
 * who sign in at a provider, link and code create the password for the console.
 */
export function ResetDialog({ user, mayShutOut, onClose, onDone }: Props) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const [endSessions, setEndSessions] = useState(false)
  const [blockCurrentPassword, setBlock] = useState(false)
  const address = user.resetAddress ?? ''
  const [method, setMethod] = useState(user.recovery.method)
  const isFirst = user.passwordState === 'none'
  const isForConsole = user.recovery.purpose === 'console'
  const mayChoose = mayShutOut && !isForConsole
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
      title={fill(titleOf(user, method), { name: user.displayName })}
      text={<GoesTo user={user} />}
      busy={verb.busy}
      onSubmit={submit}
      onClose={onClose}
      actions={<DialogActions words={text} icon={Send} {...{ verb, onClose }} />}
    >
      <DialogProblem problem={verb.problem} retry={verb.run} />
      <LastRefusal user={user} />
      <ResetMethod user={user} value={method} onChange={mayChoose ? setMethod : undefined} />
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
            {isForConsole ? text.blockConsole : text.block}
          </Checkbox>
        </div>
      )}
    </Dialog>
  )
}

function titleOf({ recovery, passwordState }: User, method: RecoveryMethod) {
  if (recovery.purpose === 'console') return text.titleConsole
  return passwordState === 'none' && method === 'code' ? text.titleCreate : text.title
}

function GoesTo({ user }: { user: User }) {
  const address = user.resetAddress ?? ''
  if (user.recovery.purpose !== 'console') return <Say text={text.goesTo} values={{ address }} />
  const [name, provider] = [user.displayName, providerName(user)]
  return <Say text={text.goesToConsole} values={{ address, name, provider }} />
}

const sentWords: Partial<Record<Message['template'], `${string}{address}${string}`>> = {
  'temporary-password': text.sentTemporary,
  'console-password': text.sentConsole,
}

const Sent = ({ message: { template }, address }: { message: Message; address: string }) => (
  <Say text={sentWords[template] ?? text.sent} values={{ address }} />
)
