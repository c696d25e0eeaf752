import { CircleAlert, CircleCheck, ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './banner.module.css'
import { Icon } from './icon.tsx'

const icons = { good: CircleCheck, warning: ShieldAlert, bad: CircleAlert }

type Props = { tone: keyof typeof icons; children: ReactNode; action?: ReactNode }

/** A result that matters: it stays. Icon and words say it, colour only underlines. */
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
