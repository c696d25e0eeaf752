import { Monitor, Smartphone } from 'lucide-react'
import { dayAndTime } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { accountMessages as text } from './account-messages.ts'
import styles from './own-sessions.module.css'
import { type OwnSession, shownDevice, shownOpener } from './shown-device.ts'

type Props = {
  session: OwnSession
  /** The provider where the user signs in, if any. */
  provider: string | undefined
  busy: boolean
  onEnd: (session: OwnSession) => void
}

/**
 * "Chrome on Windows · Signed in today 14:02 with a password", with a button to end the session.
 * The current session is marked instead.
 */
export function OwnSessionRow({ session, provider, busy, onEnd }: Props) {
  const device = shownDevice(session)
  const time = inSentence(session.createdAt)
  const opener = shownOpener(session, provider)
  return (
    <li className={styles.row}>
      <Icon of={session.client === 'app' ? Smartphone : Monitor} size={20} />
      <div className={styles.what}>
        <p className={styles.device}>{device}</p>
        <p className={styles.when}>
          <time dateTime={session.createdAt}>{fill(text.signedIn, { time, opener })}</time>
        </p>
        {!session.current && (
          <p className={styles.when}>
            <time dateTime={session.lastSeenAt}>
              {fill(text.lastSeen, { time: inSentence(session.lastSeenAt) })}
            </time>
          </p>
        )}
      </div>
      {session.current ? (
        <span className={styles.current}>{text.current}</span>
      ) : (
        <Button
          look="quiet"
          className={styles.end}
          busy={busy}
          busyLabel={text.endingOne}
          aria-label={fill(text.endLabel, { device, time })}
          onClick={() => onEnd(session)}
        >
          {text.end}
        </Button>
      )}
    </li>
  )
}

/** `today 14:02` */
const inSentence = (at: string): string => {
  const words = dayAndTime(new Date(at), serverNow())
  return words.charAt(0).toLowerCase() + words.slice(1)
}
