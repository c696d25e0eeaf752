import type { ReactNode } from 'react'
import styles from './button.module.css'
import { Link } from './link.tsx'

type Props = {
  to: string
  state?: unknown
  look?: 'primary' | 'secondary' | 'quiet' | 'link'
  children: ReactNode
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ to, state, look = 'secondary', children }: Props) {
  return (
    <Link className={`${styles.button} ${styles[look]}`} to={to} state={state}>
      {children}
    </Link>
  )
}
