import type { Message } from '@rekey/contracts/messages'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, type ReactNode, useState } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { Whole } from '../../ui/say.tsx'
import { MessageChip } from '../message-chip.tsx'
import { Time } from '../time.tsx'
import { mailKitMessages, templateNames } from './mail-kit-messages.ts'
import { MailTimeline } from './mail-timeline.tsx'
import styles from './message-table.module.css'

const text = mailKitMessages

type Props<M extends Message> = {
  caption: string
  /** Null while the mails are fetched for the first time. */
  messages: readonly M[] | null
  /** Shows the user below the address, in lists with mails of several users. */
  whose?: (message: M) => ReactNode
  /** Shown beside the timeline of an open mail. */
  beside: (message: M) => ReactNode
  /** Shown instead of rows until they are loaded. */
  children?: ReactNode
}

/** Mails, newest first. Each row opens to show its timeline. */
export function MessageTable<M extends Message>(props: Props<M>) {
  const { caption, messages, whose, beside, children } = props
  const [openId, setOpen] = useState<string | null>(null)
  return (
    <table className={styles.table} aria-busy={messages === null || undefined}>
      <caption className={styles.caption}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{text.what}</th>
          <th scope="col">{text.to}</th>
          <th scope="col">{text.created}</th>
          <th scope="col">{text.status}</th>
          <th scope="col">{text.attempts}</th>
        </tr>
      </thead>
      {messages && (
        <tbody>
          {messages.map((message) => {
            const isOpen = message.id === openId
            return (
              <Fragment key={message.id}>
                <Row
                  {...{ message, isOpen }}
                  whose={whose?.(message)}
                  onToggle={() => setOpen(isOpen ? null : message.id)}
                />
                {isOpen && <Details message={message}>{beside(message)}</Details>}
              </Fragment>
            )
          })}
        </tbody>
      )}
      {children}
    </table>
  )
}

type RowProps = { message: Message; isOpen: boolean; whose: ReactNode; onToggle: () => void }

function Row({ message, isOpen, whose, onToggle }: RowProps) {
  const { id, template, to, askedAt, attempts, events } = message
  const last = events.at(-1)
  return (
    <tr className={isOpen ? styles.open : undefined}>
      <th scope="row">
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={`mail-${id}`}
          data-row-link
          onClick={onToggle}
        >
          <Icon of={isOpen ? ChevronDown : ChevronRight} size={16} />
          {templateNames[template]}
        </button>
      </th>
      <td data-label={text.to}>
        <div>
          {to ? <Whole word={to} /> : text.nobody}
          {whose && <div className={styles.note}>{whose}</div>}
        </div>
      </td>
      <td data-label={text.created}>
        <Time at={askedAt} />
      </td>
      <td data-label={text.status}>
        <div>
          <MessageChip message={message} />
          {last && (
            <div className={styles.note}>
              <Time at={last.at} />
            </div>
          )}
        </div>
      </td>
      <td data-label={text.attempts}>{attempts}</td>
    </tr>
  )
}

const Details = ({ message, children }: { message: Message; children: ReactNode }) => (
  <tr className={styles.open} id={`mail-${message.id}`}>
    <td colSpan={5}>
      <div className={styles.details}>
        <MailTimeline message={message} />
        <div className={styles.beside}>{children}</div>
      </div>
    </td>
  </tr>
)
