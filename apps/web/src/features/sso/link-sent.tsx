import { clockTime } from '../../clock-time.ts'
import type { Asked } from '../../public-kit/ask-for-reset.ts'
import { NothingCame } from '../../public-kit/nothing-came.tsx'
import { SendAgain } from '../../public-kit/send-again.tsx'
import { useAskAgain } from '../../public-kit/use-ask-again.ts'
import { useSite } from '../../site.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { askForLink, type SsoLink } from './ask-for-link.ts'
import { ssoMessages } from './sso-messages.ts'

const text = ssoMessages.sent

type Props = { link: SsoLink; sent: Asked; onPassword: () => void }

/** Describes the mail. The page only knows that the mail was requested, not whether it was sent. */
export function LinkSent({ link: { username }, sent, onPassword }: Props) {
  const { mailFrom } = useSite()
  const ask = useAskAgain(askForLink, sent, () => {})
  const time = clockTime(new Date((ask.asked ?? sent).askedAt))
  return (
    <Page
      title={text.title}
      failed={ask.problem !== null}
      alert={<ProblemAlert problem={ask.problem} retry={ask.askAgain} />}
      lede={
        <>
          <p>
            <Say text={text.sent} values={{ username, time }} />
          </p>
          <p>
            <Say text={text.from} values={{ from: mailFrom.name }} />
          </p>
        </>
      }
    >
      <SendAgain ask={ask} />
      <Button look="quiet" onClick={onPassword}>
        {text.usePassword}
      </Button>
      <NothingCame to={username} />
    </Page>
  )
}
