import type { ReactNode } from 'react'
import { Banner } from '../ui/banner.tsx'
import { ConsolePage } from './console-page.tsx'
import { CopyButton } from './copy-button.tsx'
import styles from './shown-once.module.css'

type Shown = { readonly title: string; readonly value: string; readonly copy: string }

type Props = {
  heading: string
  warning: ReactNode
  /** The secret first, then what can be done with it. */
  values: readonly Shown[]
  /** The button that leads on. After that, the secret is never shown again. */
  onward: ReactNode
}

/** A screen with a secret. After the user leaves the screen, nobody can see the secret again. */
export const ShownOnce = ({ heading, warning, values, onward }: Props) => (
  <ConsolePage heading={heading}>
    <div className={styles.once}>
      <Banner tone="warning">{warning}</Banner>
      {values.map(({ title, value, copy }) => (
        <section key={title}>
          <h2 className={styles.title}>{title}</h2>
          <div className={styles.code} translate="no">
            <code>{value}</code>
            <CopyButton value={value} label={copy} />
          </div>
        </section>
      ))}
      <div className={styles.onward}>{onward}</div>
    </div>
  </ConsolePage>
)
