import { ArrowLeft, ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './pager.module.css'

type Props = {
  /** What is shown, in words. */
  summary: string
  /** What the two buttons say. */
  labels: { readonly back: string; readonly on: string }
  /** Null: nothing lies there. */
  prevCursor: string | null
  nextCursor: string | null
  onGo: (cursor: string) => void
  /** Between the two: how many rows. */
  children?: ReactNode
}

/** One page back or on. A keyset has no page numbers. */
export function Pager({ summary, labels, prevCursor, nextCursor, onGo, children }: Props) {
  return (
    <div className={styles.pager}>
      <p className={styles.summary}>{summary}</p>
      <div className={styles.acts}>
        {children}
        <Button waiting={!prevCursor} onClick={() => prevCursor && onGo(prevCursor)}>
          <Icon of={ArrowLeft} size={16} />
          {labels.back}
        </Button>
        <Button waiting={!nextCursor} onClick={() => nextCursor && onGo(nextCursor)}>
          {labels.on}
          <Icon of={ArrowRight} size={16} />
        </Button>
      </div>
    </div>
  )
}
