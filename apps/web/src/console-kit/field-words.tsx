import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { Icon } from '../ui/icon.tsx'
import styles from './field.module.css'

/** What every field of the console may be given. `name` is its id, where the error summary goes. */
export type FieldWordsProps = {
  label: string
  hint?: ReactNode
  error?: string | undefined
}

/** Label, hint and error, in this order for eye and ear. React Aria ties them to the field. */
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

/** The field's looks: in a form, small above a list's filters, or its label beside the box. */
export type FieldLook = 'form' | 'toolbar' | 'inline'

export const fieldClass = (look: FieldLook = 'form') =>
  look === 'form' ? (styles.field ?? '') : `${styles.field} ${styles[look]}`

/** States of the field that its style sheet knows. */
export const wrong = (error: string | undefined) => ({
  isInvalid: Boolean(error),
  validationBehavior: 'aria' as const,
  'data-wrong': error ? true : undefined,
})
