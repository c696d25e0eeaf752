import type { RefObject } from 'react'
import type { Form } from '../../hooks/use-form.ts'
import { messages } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Say } from '../../ui/say.tsx'
import { SupportLink } from '../../ui/support-link.tsx'
import styles from './password-part.module.css'

const text = messages.signIn
const hintId = 'forgot-hint'

type Props = {
  form: Form<'username' | 'password'>
  focused: boolean
  /** Keeps the place of the right button free while the button is hidden. */
  resetShown: boolean
  /** True if no mail can reach the typed name, which only some networks may learn. */
  hasNoReset: boolean
  resetRef: RefObject<HTMLButtonElement | null>
  onReset: () => void
}

/** The password field, the hint about resets, and the two buttons. */
export function PasswordPart(props: Props) {
  const { form, focused, resetShown, hasNoReset, resetRef, onReset } = props
  return (
    <>
      <div className={styles.password}>
        <PasswordField
          name="password"
          label={text.password}
          autoComplete="current-password"
          enterKeyHint="go"
          autoFocus={focused}
          error={form.errors.password}
          alsoDescribedBy={hintId}
          showLabel={messages.showPassword}
        />
        <p id={hintId} className={styles.hint}>
          {hasNoReset ? (
            <Say text={text.noReset} values={{ support: <SupportLink /> }} />
          ) : (
            text.hint
          )}
        </p>
      </div>
      <div className={styles.actions}>
        <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
          {text.submit}
        </Button>
        <Button ref={resetRef} className={resetShown ? '' : styles.away} onClick={onReset}>
          {text.reset}
        </Button>
      </div>
    </>
  )
}
