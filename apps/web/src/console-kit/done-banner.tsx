import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Banner } from '../ui/banner.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './done-banner.module.css'
import iconButton from './icon-button.module.css'

type Props = {
  /** Something that was done can still go wrong later, as a mail can. */
  tone?: 'good' | 'warning' | 'bad'
  children: ReactNode
  /** A button for a follow-up action, such as Undo. */
  action?: ReactNode
  closeLabel: string
  onClose: () => void
}

/** The result of an action. It stays until the user closes it or completes another action. */
export function DoneBanner({ tone = 'good', children, action, closeLabel, onClose }: Props) {
  return (
    <Banner
      tone={tone}
      action={
        <span className={styles.actions}>
          {action}
          <button
            type="button"
            className={`${iconButton.button} ${styles.close}`}
            aria-label={closeLabel}
            onClick={onClose}
          >
            <Icon of={X} size={18} />
          </button>
        </span>
      }
    >
      {children}
    </Banner>
  )
}
