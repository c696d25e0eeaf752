import type { User } from '@rekey/contracts/users'
import { useSearchParams } from 'react-router'
import { problemOf } from '../../console-kit/ask.ts'
import { Empty } from '../../console-kit/empty.tsx'
import { MailBeside } from '../../console-kit/mails/mail-beside.tsx'
import { mailKitMessages } from '../../console-kit/mails/mail-kit-messages.ts'
import { MessageTable } from '../../console-kit/mails/message-table.tsx'
import { useUserMessages } from '../../console-kit/mails/use-user.ts'
import { Pager } from '../../console-kit/pager.tsx'
import { fill } from '../../fill.ts'
import hidden from '../../ui/hidden.module.css'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import type { MailActsOf } from './mail-acts.ts'
import { MailDiagnosis } from './mail-diagnosis.tsx'
import styles from './user-details.module.css'
import { userDetailsMessages } from './user-details-messages.ts'

const text = mailKitMessages

type Props = { user: User; actsOf: MailActsOf }

/**
 * All mails to a user, in pages; the first page is live. The diagnosis above says why one may be
 * missing.
 */
export function MailTab({ user, actsOf }: Props) {
  const [search, setSearch] = useSearchParams()
  const { data, error, refetch } = useUserMessages(user.id, true, search.get('cursor'))
  return (
    <div className={styles.mail} aria-busy={!data && !error}>
      <h2 className={hidden.hidden}>{userDetailsMessages.mail}</h2>
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
