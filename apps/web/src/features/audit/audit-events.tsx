import type { listAuditEvents } from '@rekey/contracts/audit'
import type { ReactNode } from 'react'
import { withInstants } from '../../console-kit/days.ts'
import { Empty } from '../../console-kit/empty.tsx'
import { PagedList } from '../../console-kit/paged-list.tsx'
import { useList } from '../../console-kit/use-list.ts'
import styles from './audit-events.module.css'
import { auditMessages as text } from './audit-messages.ts'
import { AuditRow } from './audit-row.tsx'
import type { AuditView } from './audit-url.ts'
import { announcedIn, Days, EventsSkeleton } from './days.tsx'

type Props = {
  view: AuditView
  /** Opens the previous, the next or the first page. */
  onGo: (cursor: string | undefined, options?: { replace: boolean }) => void
  /** What to show if there are no events: the reason, and an action that helps. */
  empty: { title: string; action?: ReactNode }
}

/** Events, newest first and grouped by day. */
export function AuditEvents({ view, onGo, empty }: Props) {
  const found = useAudit(view)
  return (
    <PagedList
      {...{ found, view }}
      words={text.listWords}
      announcementOf={announcedIn(empty.title)}
      empty={<Empty {...empty} />}
      note={isPartlyCounted(view) && <p className={styles.note}>{text.unknownNames}</p>}
      onShow={({ cursor }, options) => onGo(cursor, options)}
    >
      {(events) =>
        events ? (
          <Days
            of={events}
            atOf={({ at }) => at}
            rowOf={(event) => <AuditRow key={event.id} event={event} />}
          />
        ) : (
          <EventsSkeleton />
        )
      }
    </PagedList>
  )
}

const countedOnly: readonly unknown[] = ['sign-in.failed', 'password-reset.requested']

/** The overview counts tries of unknown names too, so its number may be higher than the list. */
const isPartlyCounted = ({ action }: AuditView) => countedOnly.includes(action)

/** The events of a view. */
const useAudit = (view: AuditView) =>
  useList<typeof listAuditEvents>('GET /audit-events', 'audit', withInstants(view))
