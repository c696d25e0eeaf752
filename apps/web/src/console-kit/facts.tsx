import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import styles from './facts.module.css'

export type Fact = {
  readonly term: string
  readonly value: ReactNode
  /** Uses the font of codes, in which similar letters look different. */
  readonly isCode?: boolean
  /** The label of the copy button. Without it there is no button. */
  readonly copy?: { readonly label: string; readonly text: string }
}

/** Names with their values, one line each. */
export const Facts = ({ of }: { of: readonly Fact[] }) => (
  <dl className={styles.facts}>
    {of.map(({ term, value, isCode, copy }) => (
      <div key={term} className={styles.fact}>
        <dt>{term}</dt>
        <dd>
          <span
            className={isCode ? styles.code : styles.value}
            translate={isCode ? 'no' : undefined}
          >
            {value}
          </span>
          {copy && <CopyButton value={copy.text} label={copy.label} />}
        </dd>
      </div>
    ))}
  </dl>
)
