import type { ReactNode } from 'react'
import { CopyButton } from '../../console-kit/copy-button.tsx'
import styles from './facts.module.css'

export type Fact = {
  readonly term: string
  readonly value: ReactNode
  /** Set in the font of codes, to be read letter by letter. */
  readonly isCode?: boolean
  /** What the button is called that copies this; without it there is none. */
  readonly copy?: { readonly label: string; readonly text: string }
}

/** Terms and what they are, a line each. */
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
