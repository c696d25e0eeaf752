import type { User } from '@rekey/contracts/users'
import { useSearchParams } from 'react-router'
import { Empty } from '../../console-ui/empty.tsx'
import { Pager } from '../../console-ui/pager.tsx'
import { fill } from '../../fill.ts'
import hidden from '../../ui/hidden.module.css'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { problemOf } from '../console/ask.ts'
import { MailList } from './mail-list.tsx'
import { useUserMessages } from './use-user.ts'
import type { UserAct, Viewer } from './user-acts.ts'
import styles from './user-details.module.css'
import { userMessages } from './user-messages.ts'

const text = userMessages.mails

type Props = { user: User; viewer: Viewer; onAct: (act: UserAct) => void }

/** All mails to a user, page by page; the first page is live. */
export function MailTab({ user, viewer, onAct }: Props) {
  const [search, setSearch] = useSearchParams()
  const { data, error, refetch } = useUserMessages(user.id, true, search.get('cursor'))
  return (
    <div className={styles.mail} aria-busy={!data && !error}>
      <h2 className={hidden.hidden}>{userMessages.mail}</h2>
      <ProblemAlert problem={problemOf(error)} retry={() => void refetch()} />
      {data?.items.length === 0 && <Empty title={text.none} text={text.noneText} />}
      {data && data.items.length > 0 && (
        <MailList messages={data.items} {...{ user, viewer, onAct }} />
      )}
      {data && (data.prevCursor || data.nextCursor) && (
        <Pager
          summary={showing(data.items.length)}
          labels={{ back: text.newer, on: text.older }}
          prevCursor={data.prevCursor}
          nextCursor={data.nextCursor}
          onGo={(cursor) => setSearch({ cursor })}
        />
      )}
      <p className={styles.note}>{text.noTracking}</p>
    </div>
  )
}

const showing = (count: number): string =>
  count === 1 ? text.showingOne : fill(text.showing, { count })
