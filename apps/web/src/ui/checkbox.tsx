import type { ComponentProps } from 'react'
import styles from './checkbox.module.css'

/** A choice with its words beside it; both are the target. */
export function Checkbox({ label, ...input }: ComponentProps<'input'> & { label: string }) {
  return (
    <label className={styles.choice}>
      <input type="checkbox" className={styles.box} {...input} />
      {label}
    </label>
  )
}
