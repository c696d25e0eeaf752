import type { ReactNode } from 'react'
import styles from './notice.module.css'

/** The place above the heading for good news. Screen readers announce it. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div role="status" className={styles.notice}>
      {children}
    </div>
  )
}
