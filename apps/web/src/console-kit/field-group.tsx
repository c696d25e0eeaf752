import { type ReactNode, useId } from 'react'
import styles from './field-group.module.css'

type Props = {
  /** The name of the field, and also the id, to which the error summary leads. */
  name: string
  label: string
  error: string | undefined
  className?: string | undefined
  children: ReactNode
}

/** Several groups of boxes that are one field of a form, with one error. */
export function FieldGroup({ name, label, error, className, children }: Props) {
  const errorId = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be a grid.
    <div
      id={name}
      role="group"
      aria-label={label}
      {...(error && { 'aria-describedby': errorId })}
      tabIndex={-1}
      className={className}
    >
      {error && (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      )}
      {children}
    </div>
  )
}
