import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { Icon } from '../ui/icon.tsx'
import styles from './field.module.css'

/** Props of every field of the console. `name` is also its id, to which the error summary links. */
export type FieldWordsProps = {
  label: string
  hint?: ReactNode
  error?: string | undefined
}

/**
 * Label, hint and error, in the same order on the screen and in screen readers. React Aria connects
 * them to the field.
 */
export function FieldWords({ label, hint, error }: FieldWordsProps) {
  return (
    <>
      <Label className={styles.label}>{label}</Label>
      {hint && (
        <Text slot="description" className={styles.hint} elementType="p">
          {hint}
        </Text>
      )}
      {error && (
        <FieldError className={styles.error ?? ''} elementType="p">
          <Icon of={CircleAlert} size={18} />
          {error}
        </FieldError>
      )}
    </>
  )
}

/** Props of a field that can stand outside of a form too. */
export type FieldProps = FieldWordsProps & {
  /** The name in the form, and also the id. */
  name: string
  look?: FieldLook
}

/** The look of a field: in a form, small above a list, or with its label beside the box. */
type FieldLook = 'form' | 'toolbar' | 'inline'

export const fieldClass = (look: FieldLook = 'form') =>
  look === 'form' ? (styles.field ?? '') : `${styles.field} ${styles[look]}`

/** Marks a field with an error, for the style sheet. */
export const wrong = (error: string | undefined) => ({
  isInvalid: Boolean(error),
  validationBehavior: 'aria' as const,
  'data-wrong': error ? true : undefined,
})
