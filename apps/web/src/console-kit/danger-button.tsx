import type { ComponentProps } from 'react'
import { Button } from '../ui/button.tsx'
import styles from './danger-button.module.css'

/** A red button. Use it only in the dialog that confirms the action. */
export function DangerButton(props: ComponentProps<typeof Button>) {
  return <Button {...props} className={props.busy ? '' : styles.danger} />
}
