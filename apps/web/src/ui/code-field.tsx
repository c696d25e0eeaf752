import box from './box.module.css'
import styles from './code-field.module.css'
import type { FieldProps } from './field.tsx'
import { Field } from './field.tsx'

/**
 * The 6-digit code in a single input. It has the focus on arrival, because some systems suggest a
 * code from a mail or message only to a focused field. Users may paste text of any length; it is
 * checked on submit.
 */
export function CodeField({
  defaultValue,
  ...field
}: FieldProps & { defaultValue?: string | undefined }) {
  return (
    <Field {...field}>
      {(ties) => (
        <div className={`${box.box} ${styles.box}`}>
          <input
            {...ties}
            defaultValue={defaultValue}
            type="text"
            inputMode="numeric"
            autoComplete="one-time-code"
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
