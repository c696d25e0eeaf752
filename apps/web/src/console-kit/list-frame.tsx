import { type ReactNode, useEffect, useRef } from 'react'
import { messages } from '../messages.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Status } from '../ui/status.tsx'
import styles from './list-frame.module.css'
import { moveBetweenRows } from './row-keys.ts'

type Props = {
  /** The result of the search, announced to screen readers. */
  announcement: string
  /** Why loading failed, or null if it didn't. */
  problem: string | null
  onAgain: () => void
  /** The cursor of the page. When it changes, the list scrolls to the top. */
  cursor: string | undefined
  /** True if the list shows the requested rows and not earlier ones. */
  isSettled: boolean
  /** True while other rows are loading. */
  isDimmed: boolean
  /** Shown instead of the rows if there are none. */
  empty?: ReactNode
  rows?: ReactNode
  /** Explains the rows, above them. */
  note?: ReactNode
  /** Shown below the rows, such as the links to more pages. */
  foot?: ReactNode
}

/** A list that the server searches and pages, with its loading, empty and error states. */
export function ListFrame({ announcement, problem, onAgain, isDimmed, ...props }: Props) {
  const list = usePageFocus(props.cursor, props.isSettled)
  return (
    <div ref={list} tabIndex={-1} className={styles.list}>
      <Status>{announcement}</Status>
      <div role="alert" className={styles.problem}>
        {problem && (
          <Banner tone="bad" action={<Button onClick={onAgain}>{messages.tryAgain}</Button>}>
            {problem}
          </Banner>
        )}
      </div>
      {props.note}
      {props.empty}
      {props.rows && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Tab reaches the links without arrows.
        <div data-dimmed={isDimmed} onKeyDown={moveBetweenRows}>
          {props.rows}
        </div>
      )}
      {props.foot}
    </div>
  )
}

/** When the user opens another page, moves the focus and the view to its top. */
function usePageFocus(cursor: string | undefined, isSettled: boolean) {
  const list = useRef<HTMLDivElement>(null)
  const shown = useRef(cursor)
  useEffect(() => {
    if (!isSettled || shown.current === cursor) return
    const isTurned = document.activeElement?.closest('button') !== null
    shown.current = cursor
    if (!isTurned || cursor === undefined) return
    list.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [cursor, isSettled])
  return list
}
