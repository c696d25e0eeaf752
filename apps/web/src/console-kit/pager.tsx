import { ArrowLeft, ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './pager.module.css'

type Props = {
  /** Describes the rows that are shown. */
  summary: string
  /** The labels of the two buttons. */
  labels: { readonly back: string; readonly on: string }
  /** Null if there is no such page. */
  prevCursor: string | null
  nextCursor: string | null
  onGo: (cursor: string) => void
  /** Shown between the buttons: the number of rows. */
  children?: ReactNode
}

/** Goes one page back or forward. A keyset has no page numbers. */
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
