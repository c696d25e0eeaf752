import type { ReactNode } from 'react'
import styles from './empty.module.css'

type Props = { title: string; text?: string | undefined; action?: ReactNode }

/** Says why a list is empty and offers the one action that helps. */
export const Empty = ({ title, text, action }: Props) => (
  <div className={styles.empty}>
    <p className={styles.title}>{title}</p>
    {text && <p className={styles.text}>{text}</p>}
    {action && <div className={styles.action}>{action}</div>}
  </div>
)
