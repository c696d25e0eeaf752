import { type ReactNode, useEffect, useRef } from 'react'
import { messages } from '../messages.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Status } from '../ui/status.tsx'
import styles from './list-frame.module.css'
import { moveBetweenRows } from './row-keys.ts'

type Props = {
  /** What came of the search, for ears. */
  announcement: string
  /** Why there is nothing new; null: there is. */
  problem: string | null
  onAgain: () => void
  /** The page that is shown: another one is read from its top. */
  cursor: string | undefined
  /** What is shown is what was asked for. */
  isSettled: boolean
  /** Others are being fetched. */
  isDimmed: boolean
  /** Instead of rows, where there are none. */
  empty?: ReactNode
  rows?: ReactNode
  /** Above the rows: what they are. */
  note?: ReactNode
  /** Below them: the way to more. */
  foot?: ReactNode
}

/** A list that the server searches and pages, in each of its states. */
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
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows are an extra to Tab on the links inside.
        <div data-dimmed={isDimmed} onKeyDown={moveBetweenRows}>
          {props.rows}
        </div>
      )}
      {props.foot}
    </div>
  )
}

/** Another page is read from its top: the focus goes there with the eye. */
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
