import { minimumLength, type PolicyName, policySentence } from '@rekey/password-strength/policies'
import type { FieldErrors } from '../hooks/form-state.ts'
import { messages } from '../messages.ts'
import { PasswordField } from '../ui/password-field.tsx'
import { Status } from '../ui/status.tsx'
import { StrengthBar } from '../ui/strength-bar.tsx'
import { StrengthAdvice, StrengthWord } from './strength-words.tsx'
import { useStrength } from './use-strength.ts'

type Props = {
  policy: PolicyName
  /** Words about the user, such as their name, which count as easy to guess. */
  words: readonly string[]
  errors: FieldErrors<'newPassword' | 'confirmPassword'>
}

/** The new password with its strength, and the field that confirms it. */
export function NewPasswordFields({ policy, words, errors }: Props) {
  const { strength, announcement, inputProps } = useStrength(words)
  const shared = {
    autoComplete: 'new-password',
    minLength: minimumLength(policy),
    passwordrules: `minlength: ${minimumLength(policy)};`,
  }
  return (
    <>
      <div>
        <PasswordField
          {...shared}
          {...inputProps}
          name="newPassword"
          label={messages.setPassword.newPassword}
          hint={policySentence(policy)}
          error={errors.newPassword}
          alsoDescribedBy="newPassword-strength"
          showLabel={messages.showNewPassword}
          enterKeyHint="next"
          verdict={<StrengthWord id="newPassword-strength" strength={strength} />}
        />
        <StrengthBar label={strength?.label ?? null} />
        <StrengthAdvice strength={strength} />
        <Status>{announcement}</Status>
      </div>
      <PasswordField
        {...shared}
        name="confirmPassword"
        label={messages.setPassword.confirmPassword}
        error={errors.confirmPassword}
        showLabel={messages.showConfirmedPassword}
        enterKeyHint="go"
      />
    </>
  )
}
