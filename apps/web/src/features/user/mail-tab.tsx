import type { User } from '@rekey/contracts/users'
import { useSearchParams } from 'react-router'
import { Empty } from '../../console-ui/empty.tsx'
import { Pager } from '../../console-ui/pager.tsx'
import { fill } from '../../fill.ts'
import hidden from '../../ui/hidden.module.css'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { problemOf } from '../console/ask.ts'
import { MessageTable } from '../messages/message-table.tsx'
import type { MailActsOf } from './mail-acts.ts'
import { MailBeside } from './mail-beside.tsx'
import { MailDiagnosis } from './mail-diagnosis.tsx'
import { useUserMessages } from './use-user.ts'
import styles from './user-details.module.css'
import { userMessages } from './user-messages.ts'

const text = userMessages.mails

type Props = { user: User; actsOf: MailActsOf }

/** All mails to a user, page by page; the first page is live. Above them, why one may not come. */
export function MailTab({ user, actsOf }: Props) {
  const [search, setSearch] = useSearchParams()
  const { data, error, refetch } = useUserMessages(user.id, true, search.get('cursor'))
  return (
    <div className={styles.mail} aria-busy={!data && !error}>
      <h2 className={hidden.hidden}>{userMessages.mail}</h2>
      <MailDiagnosis user={user} />
      <ProblemAlert problem={problemOf(error)} retry={() => void refetch()} />
      {data?.items.length === 0 && <Empty title={text.none} text={text.noneText} />}
      {data && data.items.length > 0 && (
        <MessageTable
          caption={text.caption}
          messages={data.items}
          beside={(message) => <MailBeside message={message} acts={actsOf(message)} />}
        />
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
