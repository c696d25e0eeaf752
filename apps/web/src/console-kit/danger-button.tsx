import type { ComponentProps, ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import styles from './danger-button.module.css'

/** A red button with an icon. Use it only in the dialog that confirms the action. */
export function DangerButton(props: ComponentProps<typeof Button> & { icon: ReactNode }) {
  return <Button {...props} className={props.busy ? '' : styles.danger} />
}
