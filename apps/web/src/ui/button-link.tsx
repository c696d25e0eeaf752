import type { ReactNode } from 'react'
import styles from './button.module.css'
import { Link } from './link.tsx'

type Props = {
  to: string
  state?: unknown
  look?: 'primary' | 'secondary' | 'quiet' | 'link'
  /** Says more than the words of the link, for screen readers. */
  label?: string
  className?: string | undefined
  children: ReactNode
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ look = 'secondary', label, className = '', ...link }: Props) {
  return (
    <Link
      {...link}
      aria-label={label}
      className={`${styles.button} ${styles[look]} ${className}`}
    />
  )
}
