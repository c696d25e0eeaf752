import type { ComponentProps } from 'react'
import box from './box.module.css'
import { Field, type FieldProps } from './field.tsx'

type Props = FieldProps & Omit<ComponentProps<'input'>, 'name'>

/** A text field for exact values: browsers don't capitalise, correct or spell-check them. */
export function TextField({ label, hint, error, alsoDescribedBy, name, ...input }: Props) {
  return (
    <Field {...{ name, label, hint, error }} alsoDescribedBy={alsoDescribedBy ?? ''}>
      {(ties) => (
        <div className={box.box}>
          <input
            type="text"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            {...input}
            {...ties}
            className={box.input}
          />
        </div>
      )}
    </Field>
  )
}
