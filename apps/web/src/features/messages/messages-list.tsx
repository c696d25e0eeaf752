import type { ListedMessage } from '@rekey/contracts/messages'
import type { ReactNode } from 'react'
import { ListFrame } from '../../console-kit/list-frame.tsx'
import { MailAnnouncement } from '../../console-kit/mails/mail-announcement.tsx'
import { MailBeside } from '../../console-kit/mails/mail-beside.tsx'
import { mailKitMessages } from '../../console-kit/mails/mail-kit-messages.ts'
import { messageListMessages as text } from '../../console-kit/mails/message-list-messages.ts'
import { MessageTable } from '../../console-kit/mails/message-table.tsx'
import type { MailActs } from '../../console-kit/mails/next-step.tsx'
import { Pager } from '../../console-kit/pager.tsx'
import { RowCount } from '../../console-kit/row-count.tsx'
import { userPaths } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import hidden from '../../ui/hidden.module.css'
import { Link } from '../../ui/link.tsx'
import styles from './messages-list.module.css'
import { MessagesSkeleton } from './messages-skeleton.tsx'
import { changeView, type MessagesView } from './messages-url.ts'
import type { FoundMessages } from './use-messages.ts'

type Props = {
  found: FoundMessages
  view: MessagesView
  /** Shown instead of an empty table. */
  empty: ReactNode
  actsOf: (message: ListedMessage) => MailActs
  onShow: (view: MessagesView) => void
  onFollow: (linkId: string) => void
}

/** The messages of a view, in all states of a list, with the links to more pages below. */
export function MessagesList({ found, view, empty, actsOf, onShow, onFollow }: Props) {
  const { messages, problem, isSettled, isAsking, again } = found
  const isEmpty = messages?.items.length === 0
  const isNothing = problem && !messages
  return (
    <ListFrame
      announcement={announcement(found)}
      problem={problem && text.couldNotLoad}
      onAgain={again}
      cursor={view.cursor}
      isSettled={isSettled}
      isDimmed={isAsking && messages !== undefined}
      note={<h2 className={hidden.hidden}>{text.caption}</h2>}
      empty={isEmpty && isSettled && empty}
      rows={
        !isEmpty &&
        !isNothing && (
          <MessageTable
            caption={text.caption}
            messages={messages?.items ?? null}
            whose={(message) => <Whose {...{ message, onFollow }} />}
            beside={(message) => (
              <>
                <MailAnnouncement message={message} />
                <MailBeside message={message} acts={actsOf(message)} />
              </>
            )}
          >
            {!messages && <MessagesSkeleton />}
          </MessageTable>
        )
      }
      foot={
        <>
          {messages && !isEmpty && <Foot {...{ messages, view, onShow }} />}
          <p className={styles.note}>{mailKitMessages.noTracking}</p>
        </>
      }
    />
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

type FootProps = Pick<Props, 'view' | 'onShow'> & {
  messages: NonNullable<FoundMessages['messages']>
}

function Foot({ messages: { items, prevCursor, nextCursor }, view, onShow }: FootProps) {
  const count = items.length
  return (
    <Pager
      summary={count === 1 ? text.showingOne : fill(text.showing, { count })}
      labels={{ back: text.previous, on: text.next }}
      {...{ prevCursor, nextCursor }}
      onGo={(cursor) => onShow({ ...view, cursor })}
    >
      <RowCount
        label={text.rows}
        value={view.limit}
        onChange={(limit) => onShow(changeView(view, { limit }))}
      />
    </Pager>
  )
}

/** What screen readers announce when a search has its results. */
function announcement({ messages, isSettled, isAsking }: FoundMessages): string {
  if (!messages) return isAsking ? text.loading : ''
  if (!isSettled) return ''
  const count = messages.items.length
  if (messages.nextCursor) return fill(text.foundMore, { count })
  return count === 1 ? text.foundOne : fill(text.found, { count })
}
