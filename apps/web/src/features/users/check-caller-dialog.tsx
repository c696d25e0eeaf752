import { clockTime } from '../../clock-time.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { FormAlert } from '../../ui/form-alert.tsx'
import type { UserDialogProps } from './act-done.ts'
import styles from './caller.module.css'
import { CallerAddresses } from './caller-addresses.tsx'
import { callerMessages } from './caller-messages.ts'
import { useCheckCaller } from './use-check-caller.tsx'
import type { CheckEnd, RunningCheck } from './use-running-check.ts'
import { useStartCheck } from './use-start-check.ts'

const text = callerMessages.check

type Props = UserDialogProps & {
  check: RunningCheck
  onSent: (check: RunningCheck) => void
  onEnd: (how: CheckEnd) => void
}

/** The field for the code that the caller reads out. */
export function CheckCallerDialog({ user, check, onSent, onEnd, onDone, onClose }: Props) {
  const form = useCheckCaller({ user, check, onEnd, onDone })
  const again = useStartCheck(user, (next) => onSent({ ...next, isAgain: true }))
  const time = clockTime(new Date(check.sentAt))
  return (
    <Dialog
      title={fill(callerMessages.start.title, { name: user.displayName })}
      busy={form.busy}
      form={form.props}
      onSubmit={form.run}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {text.submit}
          </Button>
          <Button onClick={onClose}>{kitMessages.close}</Button>
        </>
      }
    >
      <FormAlert form={form} />
      <CallerAddresses
        lead={fill(text.sentTo, { time })}
        addresses={check.sentTo}
        after={fill(text.until, { time: clockTime(new Date(check.expiresAt)) })}
      />
      <CodeField
        name="callerCode"
        label={text.code}
        error={form.errors.callerCode}
        autoComplete="off"
      />
      <DialogProblem problem={again.problem} retry={again.run} />
      <div className={styles.again}>
        <Button look="link" busy={again.busy} busyLabel={text.sending} onClick={again.run}>
          {text.again}
        </Button>
        <span role="status">{check.isAgain && fill(text.sentAgain, { time })}</span>
      </div>
    </Dialog>
  )
}
