import { type ReactNode, useEffect, useRef } from 'react'
import { Empty } from '../../console-kit/empty.tsx'
import { Pager } from '../../console-kit/pager.tsx'
import { fill } from '../../fill.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Status } from '../../ui/status.tsx'
import styles from './audit-events.module.css'
import { auditMessages as text } from './audit-messages.ts'
import { AuditRow } from './audit-row.tsx'
import type { AuditView } from './audit-url.ts'
import { groupByDay } from './group-by-day.ts'
import { useAudit } from './use-audit.ts'

type Props = {
  view: AuditView
  /** Opens the previous or the next page. */
  onGo: (cursor: string) => void
  /** What to show if there are no events: the reason, and an action that helps. */
  empty: { title: string; action?: ReactNode }
}

/** Events, newest first and grouped by day, with the loading, empty and error states of a list. */
export function AuditEvents({ view, onGo, empty }: Props) {
  const { list: events, isSettled, isFetching, problem, again } = useAudit(view)
  const list = usePageFocus(view.cursor, isSettled)
  const isEmpty = events?.items.length === 0
  const summary = events && summaryWords(events.items.length)
  return (
    <div ref={list} tabIndex={-1} className={styles.list} aria-busy={!events || undefined}>
      <Status>{isSettled ? (isEmpty ? empty.title : summary) : !events && text.loading}</Status>
      <div role="alert" className={styles.problem}>
        {problem && (
          <Banner tone="bad" action={<Button onClick={again}>{text.tryAgain}</Button>}>
            {text.couldNotLoad}
          </Banner>
        )}
      </div>
      {!events && isFetching && <Skeleton />}
      {isEmpty && <Empty {...empty} />}
      {events && !isEmpty && (
        <>
          <div className={isFetching ? styles.dimmed : undefined}>
            {groupByDay(events.items).map(({ title, events: ofDay }) => (
              <section key={title} className={styles.day}>
                <h2 className={styles.title}>{title}</h2>
                <ul>
                  {ofDay.map((event) => (
                    <AuditRow key={event.id} event={event} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
          <Pager
            summary={summary ?? ''}
            labels={{ back: text.newer, on: text.older }}
            prevCursor={events.prevCursor}
            nextCursor={events.nextCursor}
            onGo={onGo}
          />
        </>
      )}
    </div>
  )
}

const summaryWords = (count: number) =>
  count === 1 ? text.showingOne : fill(text.showing, { count })

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

const Skeleton = () => (
  <ul className={styles.skeleton} aria-hidden="true">
    {rows.map((row) => (
      <li key={row}>
        <span />
      </li>
    ))}
  </ul>
)

/** When the user opens another page, moves the focus and the view to its top. */
function usePageFocus(cursor: string | undefined, isSettled: boolean) {
  const list = useRef<HTMLDivElement>(null)
  const shown = useRef(cursor)
  useEffect(() => {
    if (!isSettled || shown.current === cursor) return
    shown.current = cursor
    if (cursor === undefined) return
    list.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [cursor, isSettled])
  return list
}
