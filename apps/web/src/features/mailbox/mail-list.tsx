import { clockTime } from '../../clock-time.ts'
import styles from './mail-list.module.css'
import { mailboxMessages } from './mailbox-messages.ts'
import type { Mail } from './use-mails.ts'

type Props = {
  mails: readonly Mail[]
  open: Mail | undefined
  onChoose: (id: string) => void
}

/** Mails, newest first. The open mail has a tooth at its edge. */
export function MailList({ mails, open, onChoose }: Props) {
  return (
    <ul aria-label={mailboxMessages.list}>
      {mails.map((mail) => (
        <li key={mail.id}>
          <button
            type="button"
            className={styles.row}
            aria-current={mail.id === open?.id ? 'true' : undefined}
            onClick={() => onChoose(mail.id)}
          >
            <span className={styles.subject}>{mail.subject}</span>
            <time dateTime={mail.at}>{clockTime(new Date(mail.at))}</time>
            <span className={styles.to} translate="no">
              {mail.to}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
