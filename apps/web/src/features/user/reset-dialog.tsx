import type { startUserReset, User } from '@rekey/contracts/users'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { Checkbox } from '../../console-ui/checkbox.tsx'
import { Dialog } from '../../console-ui/dialog.tsx'
import { TextField } from '../../console-ui/text-field.tsx'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { tell } from '../console/ask.ts'
import type { ActDone } from './act-done.ts'
import { DialogProblem } from './dialog-problem.tsx'
import styles from './reset-dialog.module.css'
import { useVerb } from './use-verb.ts'
import { userMessages } from './user-messages.ts'

const text = userMessages.reset
const maximumReason = 500

type Props = {
  user: User
  /** False: a reason, and nothing else, may be given. */
  mayShutOut: boolean
  onClose: () => void
  onDone: (done: ActDone) => void
}

/** A4: mails link and code, which nobody but the user ever sees. Enter sends. */
export function ResetDialog({ user, mayShutOut, onClose, onDone }: Props) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const [endSessions, setEndSessions] = useState(false)
  const [blockCurrentPassword, setBlock] = useState(false)
  const address = user.resetAddress ?? ''
  const isFirst = user.passwordState === 'none'
  const verb = useVerb<typeof startUserReset>(
    () =>
      tell<typeof startUserReset>('POST /users/{id}/password-resets', {
        params: { id: user.id },
        body: {
          ...(reason.trim() && { reason: reason.trim() }),
          ...(endSessions && { endSessions }),
          ...(blockCurrentPassword && { blockCurrentPassword }),
        },
      }),
    ({ message }) => onDone({ words: <Say text={text.sent} values={{ address }} />, message }),
  )
  const submit = () => {
    const isTooLong = [...reason].length > maximumReason
    setError(isTooLong ? text.reasonTooLong : undefined)
    if (isTooLong) document.getElementById('reason')?.focus()
    else verb.run()
  }
  return (
    <Dialog
      title={fill(isFirst ? text.titleCreate : text.title, { name: user.displayName })}
      text={<Say text={text.goesTo} values={{ address }} />}
      busy={verb.busy}
      onSubmit={submit}
      onClose={onClose}
      actions={
        <>
          <Button
            type="submit"
            look="primary"
            icon={<Icon of={Send} size={18} />}
            busy={verb.busy}
            busyLabel={text.busy}
            autoFocus
          >
            {text.submit}
          </Button>
          <Button onClick={onClose}>{userMessages.cancel}</Button>
        </>
      }
    >
      <DialogProblem problem={verb.problem} retry={verb.run} />
      <div className={styles.method}>
        <p className={styles.title}>{text.linkAndCode}</p>
        <p>{fill(text.works, { time: lifetime(isFirst) })}</p>
      </div>
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

/** As long as such resets live where nobody has set it otherwise. */
const lifetime = (isFirst: boolean): string =>
  isFirst ? fill(text.days, { count: 7 }) : fill(text.hours, { count: 24 })
