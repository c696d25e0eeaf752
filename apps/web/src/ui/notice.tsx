import type { ReactNode } from 'react'
import styles from './notice.module.css'

/** The place above the heading where a good result appears; announced, and there until it goes. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div role="status" className={styles.notice}>
      {children}
    </div>
  )
}
