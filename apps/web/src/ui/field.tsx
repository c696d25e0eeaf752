import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

/** The attributes that connect an input to its label, hint and error. */
type InputTies = {
  readonly id: string
  readonly name: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export type FieldProps = {
  name: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** Ids of texts outside the field that describe it too. */
  alsoDescribedBy?: string
}

/** Label, hint and error, then the box: the same order on the screen and in a screen reader. */
export function Field({
  name,
  label,
  hint,
  error,
  alsoDescribedBy,
  children,
}: FieldProps & { children: (ties: InputTies) => ReactNode }) {
  const hintId = hint ? `${name}-hint` : ''
  const errorId = error ? `${name}-error` : ''
  const describedBy = [hintId, errorId, alsoDescribedBy].filter(Boolean).join(' ') || undefined
  return (
    <div className={styles.field} data-wrong={error ? true : undefined}>
      <label className={styles.label} htmlFor={name}>
        {label}
      </label>
      {hint && (
        <p className={styles.hint} id={hintId}>
          {hint}
        </p>
      )}
      {error && (
        <p className={styles.error} id={errorId}>
          <Icon of={CircleAlert} size={18} />
          {error}
        </p>
      )}
      {children({
        id: name,
        name,
        'aria-describedby': describedBy,
        'aria-invalid': error ? true : undefined,
      })}
    </div>
  )
}
