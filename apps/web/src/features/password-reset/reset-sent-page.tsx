import { Send } from 'lucide-react'
import { Link, Navigate, useLocation, useNavigate } from 'react-router'
import { clockTime } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { useSite } from '../../site.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { SupportLink } from '../../ui/support-link.tsx'
import type { Asked } from './ask-for-reset.ts'
import styles from './reset-sent-page.module.css'
import { useAskAgain } from './use-ask-again.ts'

const text = messages.resetSent

type SentState = Asked & { readonly username: string }

/** `/reset/sent`: what to look for. It knows no more than what was typed, and shows no more. */
export function ResetSentPage() {
  const sent = useLocation().state as SentState | null
  return sent ? <Sent sent={sent} /> : <Navigate to={paths.signIn} replace />
}

function Sent({ sent }: { sent: SentState }) {
  const { username } = sent
  const navigate = useNavigate()
  const { mailFrom, mailbox } = useSite()
  const ask = useAskAgain(username, sent, (asked) =>
    navigate(paths.resetSent, { replace: true, state: { username, ...asked } }),
  )
  return (
    <Page
      title={text.title}
      failed={ask.problem !== null}
      alert={<ProblemAlert problem={ask.problem} retry={ask.askAgain} />}
      lede={
        <>
          <p>
            <Say text={text.sent} values={{ username, time: clockTime(new Date(sent.askedAt)) }} />
          </p>
          <p>
            <Say text={text.from} values={{ from: mailFrom.name }} />
          </p>
        </>
      }
    >
      <SendAgain ask={ask} />
      <ButtonLink to={paths.signIn} state={{ username }} look="quiet">
        {text.otherUsername}
      </ButtonLink>
      <div className={styles.nothing}>
        <p>
          <Say text={text.nothing} values={{ support: <SupportLink /> }} />
        </p>
        {mailbox && <MailboxNote username={username} />}
      </div>
    </Page>
  )
}

function SendAgain({ ask }: { ask: ReturnType<typeof useAskAgain> }) {
  const { asked, busy, waiting, isAgain } = ask
  const time = (at: number) => clockTime(new Date(at))
  return (
    <div className={styles.again}>
      <Button
        busy={busy}
        busyLabel={text.busy}
        waiting={waiting}
        icon={<Icon of={Send} size={18} />}
        onClick={ask.askAgain}
        aria-describedby="send-again-wait"
      >
        {text.again}
      </Button>
      <div className={styles.times}>
        <p role="status">
          {isAgain && asked && fill(text.askedAgain, { time: time(asked.askedAt) })}
        </p>
        <p id="send-again-wait">
          {waiting && asked && fill(text.wait, { time: time(asked.againAt) })}
        </p>
      </div>
    </div>
  )
}

function MailboxNote({ username }: { username: string }) {
  return (
    <p>
      {text.mailbox}{' '}
      <Link to={`${paths.mailbox}?to=${encodeURIComponent(username)}`}>{text.openMailbox}</Link>
    </p>
  )
}
