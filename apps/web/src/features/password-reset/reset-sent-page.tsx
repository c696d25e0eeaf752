import { Navigate, useLocation, useNavigate } from 'react-router'
import { clockTime } from '../../clock-time.ts'
import { paths } from '../../paths.ts'
import { type Asked, askForReset } from '../../public-kit/ask-for-reset.ts'
import { NothingCame } from '../../public-kit/nothing-came.tsx'
import { resetSentMessages as text } from '../../public-kit/reset-sent-messages.ts'
import { SendAgain } from '../../public-kit/send-again.tsx'
import { useAskAgain } from '../../public-kit/use-ask-again.ts'
import { useSite } from '../../site.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'

type SentState = Asked & { readonly username: string }

/**
 * `/reset/sent`: describes the mail. It only knows the typed name, so it can't reveal anything
 * else.
 */
export default function ResetSentPage() {
  const sent = useLocation().state as SentState | null
  return sent ? <Sent sent={sent} /> : <Navigate to={paths.signIn} replace />
}

function Sent({ sent }: { sent: SentState }) {
  const { username } = sent
  const navigate = useNavigate()
  const { mailFrom } = useSite()
  const ask = useAskAgain(
    () => askForReset(username),
    sent,
    (asked) => navigate(paths.resetSent, { replace: true, state: { username, ...asked } }),
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
      <NothingCame to={username} />
    </Page>
  )
}
