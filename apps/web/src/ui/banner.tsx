import { CircleAlert, CircleCheck, ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './banner.module.css'
import { Icon } from './icon.tsx'

const icons = { good: CircleCheck, warning: ShieldAlert, bad: CircleAlert }

type Props = { tone: keyof typeof icons; children: ReactNode; action?: ReactNode }

/**
 * An important result, which stays on the screen. Icon and words carry the meaning, not the colour.
 */
export function Banner({ tone, children, action }: Props) {
  return (
    <div className={`${styles.banner} ${styles[tone]}`}>
      <div className={styles.message}>
        <Icon of={icons[tone]} size={20} />
        <p>{children}</p>
      </div>
      {action}
    </div>
  )
}
