import { startFactorRecovery } from '@rekey/contracts/factor-recoveries'
import { ShieldOff } from 'lucide-react'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { TextField } from '../../console-kit/text-field.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { fill } from '../../fill.ts'
import { hoursWords } from '../../hours-words.ts'
import { useSite } from '../../site.ts'
import { Say } from '../../ui/say.tsx'
import type { UserDialogProps } from './act-done.ts'
import { CallerState } from './caller-state.tsx'
import styles from './recover-factor.module.css'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.recoverFactor

/** Starts to remove the second factors that a user has lost. It removes nothing yet. */
export function RecoverFactorDialog({ user, onClose, onDone }: UserDialogProps) {
  const name = user.displayName
  const hours = hoursWords(useSite().factorRecoveryHours)
  const form = useConsoleForm(startFactorRecovery, {
    first: { reason: '' },
    fields: ['reason'],
    bodyOf: ({ reason }) => ({ reason: reason.trim() }),
    wordsOf: (_, { reason }) => (reason.trim() ? text.reasonTooLong : text.enterReason),
    send: (body) =>
      tell<typeof startFactorRecovery>('POST /users/{id}/factor-recoveries', {
        params: { id: user.id },
        body,
      }),
    onDone: () => onDone({ words: <Say text={text.done} /> }),
  })
  return (
    <ActionDialog
      title={fill(text.title, { name })}
      text={fill(text.text, { name })}
      words={text}
      icon={ShieldOff}
      verb={form}
      onClose={onClose}
    >
      <ol className={styles.steps}>
        {text.steps.map((step) => (
          <li key={step}>{fill(step, { name, hours })}</li>
        ))}
      </ol>
      <CallerState user={user} />
      <TextField {...form.field('reason')} label={text.reason} hint={text.reasonHint} isProse />
    </ActionDialog>
  )
}
