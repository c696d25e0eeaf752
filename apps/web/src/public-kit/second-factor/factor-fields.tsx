import type { FactorMethod } from '@rekey/contracts/second-factor-fields'
import { Fingerprint } from 'lucide-react'
import type { Form } from '../../hooks/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { factorMessages as text } from './factor-messages.ts'

type Props = { way: FactorMethod; form: Form<'factorCode'> }

/** The field of the chosen way. A passkey needs none. */
export function FactorField({ way, form }: Props) {
  const error = form.errors.factorCode
  if (way === 'passkey') return null
  if (way === 'totp') {
    return (
      <CodeField name="factorCode" label={text.appCode} hint={text.appCodeHint} error={error} />
    )
  }
  return (
    <TextField
      name="factorCode"
      label={text.recoveryCode}
      hint={text.recoveryCodeHint}
      autoComplete="off"
      enterKeyHint="go"
      dir="ltr"
      autoFocus
      error={error}
    />
  )
}

type SubmitProps = Props & { words: { readonly submit: string; readonly busy: string } }

/** Asks the browser for the passkey, or sends the code. */
export function FactorSubmit({ way, form, words }: SubmitProps) {
  const isPasskey = way === 'passkey'
  return (
    <Button
      type="submit"
      look="primary"
      busy={form.busy}
      busyLabel={isPasskey ? text.waiting : words.busy}
      autoFocus={isPasskey}
      icon={isPasskey && <Icon of={Fingerprint} size={20} />}
    >
      {isPasskey ? text.usePasskey : words.submit}
    </Button>
  )
}
