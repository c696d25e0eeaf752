import type { ListedMessage } from '@rekey/contracts/messages'
import type { ReactNode } from 'react'
import { MailAnnouncement } from '../../console-kit/mails/mail-announcement.tsx'
import { MailBeside } from '../../console-kit/mails/mail-beside.tsx'
import { mailKitMessages } from '../../console-kit/mails/mail-kit-messages.ts'
import { messageListMessages as text } from '../../console-kit/mails/message-list-messages.ts'
import { MessageTable } from '../../console-kit/mails/message-table.tsx'
import type { MailActs } from '../../console-kit/mails/next-step.tsx'
import { PagedList } from '../../console-kit/paged-list.tsx'
import { userPaths } from '../../console-kit/user-paths.ts'
import hidden from '../../ui/hidden.module.css'
import { Link } from '../../ui/link.tsx'
import styles from './messages-list.module.css'
import type { MessagesView } from './messages-url.ts'
import type { FoundMessages } from './use-messages.ts'

type Props = {
  found: FoundMessages
  view: MessagesView
  /** Shown instead of an empty table. */
  empty: ReactNode
  actsOf: (message: ListedMessage) => MailActs
  onShow: (view: MessagesView, options?: { replace: boolean }) => void
  onFollow: (linkId: string) => void
}

/** The messages of a view, each with its timeline. */
export function MessagesList({ found, view, empty, actsOf, onShow, onFollow }: Props) {
  return (
    <PagedList
      {...{ found, view, empty }}
      words={text}
      note={<h2 className={hidden.hidden}>{text.caption}</h2>}
      below={<p className={styles.note}>{mailKitMessages.noTracking}</p>}
      onShow={(change, options) => onShow({ ...view, ...change }, options)}
    >
      {(messages) => (
        <MessageTable
          caption={text.caption}
          messages={messages}
          whose={(message) => <Whose {...{ message, onFollow }} />}
          beside={(message) => (
            <>
              <MailAnnouncement message={message} />
              <MailBeside message={message} acts={actsOf(message)} />
            </>
          )}
        />
      )}
    </PagedList>
  )
}

type WhoseProps = { message: ListedMessage; onFollow: (linkId: string) => void }

/** The user of a mail, with a link, or a note that no user has this name. */
function Whose({ message: { id, user, reason, template }, onFollow }: WhoseProps) {
  if (user) {
    const linkId = `user-of-${id}`
    return (
      <Link id={linkId} to={userPaths.overview(user.id)} onClick={() => onFollow(linkId)}>
        {user.displayName}
      </Link>
    )
  }
  if (reason === 'no-such-user') return text.noSuchUser
  // Digests go to the support address, which belongs to no user.
  return template === 'disowned-digest' ? null : text.userDeleted
}
