import { paths } from '../paths.ts'
import { useSite } from '../site.ts'
import { Link } from '../ui/link.tsx'
import { Say } from '../ui/say.tsx'
import { SupportLink } from '../ui/support-link.tsx'
import styles from './nothing-came.module.css'
import { resetSentMessages as text } from './reset-sent-messages.ts'

/**
 * What to do when a mail doesn't arrive. If mails aren't really sent, it says where to read them.
 */
export function NothingCame({ to }: { to: string }) {
  const { mailbox } = useSite()
  return (
    <div className={styles.nothing}>
      <p>
        <Say text={text.nothing} values={{ support: <SupportLink /> }} />
      </p>
      {mailbox && (
        <p>
          {text.mailbox}{' '}
          <Link to={`${paths.mailbox}?to=${encodeURIComponent(to)}`}>{text.openMailbox}</Link>
        </p>
      )}
    </div>
  )
}
