import type { listUserHistory } from '@rekey/contracts/audit'
import type { Answer } from '@rekey/contracts/route'
import { useSearchParams } from 'react-router'
import { Empty } from '../../console-kit/empty.tsx'
import { PagedList } from '../../console-kit/paged-list.tsx'
import { useList } from '../../console-kit/use-list.ts'
import { auditMessages as text } from './audit-messages.ts'
import { AuditRow } from './audit-row.tsx'
import { readHistoryView } from './audit-url.ts'
import { announcedIn, Days, EventsSkeleton } from './days.tsx'
import { MailRow } from './mail-row.tsx'

type Item = Answer<typeof listUserHistory>['items'][number]

/** What was done for and by a user, with the mails to them, as one timeline. */
export function UserHistory({ userId }: { userId: string }) {
  const [params, setParams] = useSearchParams()
  const { cursor } = readHistoryView(params)
  const view = cursor ? { cursor } : {}
  const found = useList<typeof listUserHistory>('GET /users/{id}/history', 'audit', view, {
    params: { id: userId },
  })
  return (
    <PagedList
      {...{ found, view }}
      words={text.listWords}
      announcementOf={announcedIn(text.none)}
      empty={<Empty title={text.none} />}
      onShow={({ cursor: to }, options) => setParams(to ? { cursor: to } : {}, options)}
    >
      {(items) => (items ? <Days of={items} atOf={atOf} rowOf={rowOf} /> : <EventsSkeleton />)}
    </PagedList>
  )
}

const atOf = ({ event, message }: Item): string => event?.at ?? message?.askedAt ?? ''

const rowOf = ({ event, message }: Item) =>
  event ? (
    <AuditRow key={event.id} event={event} />
  ) : (
    message && <MailRow key={message.id} message={message} />
  )
