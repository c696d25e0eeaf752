import type { ComponentProps, ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import styles from './danger-button.module.css'

/** Red, with an icon: only in the dialog that confirms it. */
export function DangerButton(props: ComponentProps<typeof Button> & { icon: ReactNode }) {
  return <Button {...props} className={props.busy ? '' : styles.danger} />
}
