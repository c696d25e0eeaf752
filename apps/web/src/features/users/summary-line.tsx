import type { ReactNode } from 'react'
import { CopyButton } from '../../console-kit/copy-button.tsx'
import styles from '../../console-kit/summary.module.css'
import { Whole } from '../../ui/say.tsx'

/** A line of a user's details. */
export function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A name or address that is never cut off, with a button to copy it. */
export const Copied = ({ value, label }: { value: string; label: string }) => (
  <span className={styles.copied}>
    <Value>
      <Whole word={value} />
    </Value>
    <CopyButton value={value} label={label} />
  </span>
)

export const Value = ({ children }: { children: ReactNode }) => (
  <span className={styles.value}>{children}</span>
)

export const Note = ({ children }: { children: ReactNode }) => (
  <span className={styles.note}>{children}</span>
)
