import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, useState } from 'react'
import { MessageChip } from '../../console-ui/message-chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Whole } from '../../ui/say.tsx'
import { MailAnswer } from './mail-answer.tsx'
import styles from './mail-list.module.css'
import { MailTimeline } from './mail-timeline.tsx'
import { NextStep } from './next-step.tsx'
import { Time } from './time.tsx'
import type { UserAct, Viewer } from './user-acts.ts'
import { userMessages } from './user-messages.ts'

const text = userMessages.mails

type Props = {
  user: User
  viewer: Viewer
  messages: readonly Message[]
  onAct: (act: UserAct) => void
}

/** The mails to a user; each row opens to its timeline. */
export function MailList({ messages, ...rest }: Props) {
  const [openId, setOpen] = useState<string | null>(null)
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{text.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{text.what}</th>
          <th scope="col">{text.to}</th>
          <th scope="col">{text.created}</th>
          <th scope="col">{text.status}</th>
          <th scope="col">{text.attempts}</th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => {
          const isOpen = message.id === openId
          return (
            <Fragment key={message.id}>
              <Row
                message={message}
                isOpen={isOpen}
                onToggle={() => setOpen(isOpen ? null : message.id)}
              />
              {isOpen && <Details message={message} {...rest} />}
            </Fragment>
          )
        })}
      </tbody>
    </table>
  )
}

type RowProps = { message: Message; isOpen: boolean; onToggle: () => void }

function Row({ message, isOpen, onToggle }: RowProps) {
  const { id, template, to, askedAt, attempts } = message
  return (
    <tr className={isOpen ? styles.open : undefined}>
      <th scope="row">
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={`mail-${id}`}
          onClick={onToggle}
        >
          <Icon of={isOpen ? ChevronDown : ChevronRight} size={16} />
          {userMessages.templates[template]}
        </button>
      </th>
      <td data-label={text.to}>{to ? <Whole word={to} /> : text.nobody}</td>
      <td data-label={text.created}>
        <Time at={askedAt} />
      </td>
      <td data-label={text.status}>
        <MessageChip message={message} />
      </td>
      <td data-label={text.attempts}>{attempts}</td>
    </tr>
  )
}

function Details({ message, ...rest }: Omit<Props, 'messages'> & { message: Message }) {
  return (
    <tr className={styles.open} id={`mail-${message.id}`}>
      <td colSpan={5}>
        <div className={styles.details}>
          <MailTimeline message={message} />
          <div className={styles.beside}>
            <NextStep message={message} {...rest} />
            <MailAnswer message={message} />
          </div>
        </div>
      </td>
    </tr>
  )
}
