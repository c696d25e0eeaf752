import box from './box.module.css'
import styles from './code-field.module.css'
import type { FieldProps } from './field.tsx'
import { Field } from './field.tsx'

type Props = FieldProps & {
  defaultValue?: string | undefined
  /** `off` for the code of another person, which no device of this user has received. */
  autoComplete?: 'one-time-code' | 'off'
}

/**
 * The 6-digit code in a single input. It has the focus on arrival, because some systems suggest a
 * code from a mail or message only to a focused field. Users may paste text of any length; it is
 * checked on submit.
 */
export function CodeField({ defaultValue, autoComplete = 'one-time-code', ...field }: Props) {
  return (
    <Field {...field}>
      {(ties) => (
        <div className={`${box.box} ${styles.box}`}>
          <input
            {...ties}
            defaultValue={defaultValue}
            type="text"
            inputMode="numeric"
            autoComplete={autoComplete}
            pattern="[0-9 \-]*"
            enterKeyHint="next"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            dir="ltr"
            // biome-ignore lint/a11y/noAutofocus: the screen's first and only purpose.
            autoFocus
            className={`${box.input} ${styles.input}`}
          />
        </div>
      )}
    </Field>
  )
}
