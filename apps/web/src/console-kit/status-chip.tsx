import type { ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'
import type { Shown } from './message-status.ts'
import styles from './status-chip.module.css'

/**
 * A status with icon and words. With `isBoxed`, a quiet status has a box too, for use beside a
 * heading.
 */
export function StatusChip({ of, isBoxed }: { of: Shown; isBoxed?: boolean }): ReactNode {
  const looks = [styles.chip, styles[of.tone], isBoxed && styles.boxed]
  return (
    <span className={looks.filter(Boolean).join(' ')}>
      <Icon of={of.icon} size={15} />
      <span>{of.words}</span>
    </span>
  )
}
