import type { Message } from '@rekey/contracts/messages'
import type { ReactNode } from 'react'
import { Whole } from '../../ui/say.tsx'
import type { Column } from '../column.tsx'
import { DataTable } from '../data-table.tsx'
import { MessageChip } from '../message-chip.tsx'
import { type Opening, RowToggle } from '../row-toggle.tsx'
import { Time } from '../time.tsx'
import { mailKitMessages, templateNames } from './mail-kit-messages.ts'
import { MailTimeline } from './mail-timeline.tsx'
import styles from './message-table.module.css'

const text = mailKitMessages

type Whose<M> = { whose: ((message: M) => ReactNode) | undefined }

type Props<M extends Message> = Partial<Whose<M>> & {
  caption: string
  /** Null while the mails are fetched for the first time. */
  messages: readonly M[] | null
  /** Shown beside the timeline of an open mail. */
  beside: (message: M) => ReactNode
}

/**
 * Mails, newest first. Each row opens to show its timeline. Lists with mails of several users show
 * the user below the address.
 */
export const MessageTable = <M extends Message>({ whose, ...props }: Props<M>) => (
  <DataTable<M>
    caption={props.caption}
    rows={props.messages}
    columns={[
      {
        label: text.what,
        cell: (message, opening) => <What {...{ message, opening }} />,
        className: styles.what,
      },
      { label: text.to, cell: (message) => <To {...{ message, whose }} /> },
      ...(columns as readonly Column<M>[]),
    ]}
    details={(message) => (
      <div className={styles.details}>
        <MailTimeline message={message} />
        <div className={styles.beside}>{props.beside(message)}</div>
      </div>
    )}
    cards={{
      media: '(max-width: 49.9375em)',
      card: (message, opening) => <Card {...{ message, opening, whose }} />,
    }}
  />
)

const columns: readonly Column<Message>[] = [
  {
    label: text.created,
    cell: ({ askedAt }) => <Time at={askedAt} />,
    className: styles.created,
  },
  {
    label: text.status,
    cell: (message) => (
      <>
        <MessageChip message={message} />
        <Since message={message} />
      </>
    ),
    className: styles.status,
  },
  { label: text.attempts, cell: ({ attempts }) => attempts, className: styles.attempts },
]

const What = ({ message, opening }: { message: Message; opening: Opening }) => (
  <RowToggle of={opening}>{templateNames[message.template]}</RowToggle>
)

function To<M extends Message>({ message, whose }: Whose<M> & { message: M }) {
  const user = whose?.(message)
  return (
    <>
      <Address of={message} />
      {user && <div className={styles.note}>{user}</div>}
    </>
  )
}

const Address = ({ of: { to } }: { of: Message }) => (to ? <Whole word={to} /> : text.nobody)

/** Since when a mail has had its status. */
function Since({ message: { events } }: { message: Message }) {
  const last = events.at(-1)
  if (!last) return null
  return (
    <div className={styles.note}>
      <Time at={last.at} />
    </div>
  )
}

/** Three lines, so that many mails fit on a phone. */
function Card<M extends Message>({
  message,
  opening,
  whose,
}: Whose<M> & { message: M; opening: Opening }) {
  return (
    <div className={styles.card}>
      <div className={styles.line}>
        <What {...{ message, opening }} />
        <span className={styles.note}>
          <Time at={message.askedAt} />
        </span>
      </div>
      <Address of={message} />
      <div className={styles.line}>
        <MessageChip message={message} />
        <span className={styles.note}>{whose?.(message)}</span>
      </div>
    </div>
  )
}
