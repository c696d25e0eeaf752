import type { ComponentProps } from 'react'
import styles from './checkbox.module.css'

/** A checkbox with its label beside it; a click on either one works. */
export function Checkbox({ label, ...input }: ComponentProps<'input'> & { label: string }) {
  return (
    <label className={styles.choice}>
      <input type="checkbox" className={styles.box} {...input} />
      {label}
    </label>
  )
}
