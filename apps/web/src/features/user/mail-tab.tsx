import type { User } from '@rekey/contracts/users'
import { useSearchParams } from 'react-router'
import { Button } from '../../ui/button.tsx'
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
  const go = (cursor: string) => setSearch({ cursor })
  return (
    <div className={styles.mail} aria-busy={!data && !error}>
      <h2 className={hidden.hidden}>{userMessages.mail}</h2>
      <ProblemAlert problem={problemOf(error)} retry={() => void refetch()} />
      {data?.items.length === 0 && (
        <div className={styles.empty}>
          <strong>{text.none}</strong>
          <p>{text.noneText}</p>
        </div>
      )}
      {data && data.items.length > 0 && (
        <MailList messages={data.items} {...{ user, viewer, onAct }} />
      )}
      {data && (data.prevCursor || data.nextCursor) && (
        <nav className={styles.paging}>
          <Turn cursor={data.prevCursor} go={go} label={text.newer} />
          <Turn cursor={data.nextCursor} go={go} label={text.older} />
        </nav>
      )}
      <p className={styles.note}>{text.noTracking}</p>
    </div>
  )
}

type TurnProps = { cursor: string | null; go: (cursor: string) => void; label: string }

const Turn = ({ cursor, go, label }: TurnProps) => (
  <Button waiting={cursor === null} onClick={() => cursor && go(cursor)}>
    {label}
  </Button>
)
