import { Navigate, useLocation, useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { type Asked, askForReset } from '../../public-kit/ask-for-reset.ts'
import { resetSentMessages as text } from '../../public-kit/reset-sent-messages.ts'
import { SentPage } from '../../public-kit/sent-page.tsx'
import { useAskAgain } from '../../public-kit/use-ask-again.ts'
import { ButtonLink } from '../../ui/button-link.tsx'

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
  const ask = useAskAgain(
    () => askForReset(username),
    sent,
    (asked) => navigate(paths.resetSent, { replace: true, state: { username, ...asked } }),
  )
  return (
    <SentPage words={text} username={username} sentAt={sent.askedAt} ask={ask}>
      <ButtonLink to={paths.signIn} state={{ username }} look="quiet">
        {text.otherUsername}
      </ButtonLink>
    </SentPage>
  )
}
