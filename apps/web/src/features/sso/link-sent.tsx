import type { Asked } from '../../public-kit/ask-for-reset.ts'
import { SentPage } from '../../public-kit/sent-page.tsx'
import { useAskAgain } from '../../public-kit/use-ask-again.ts'
import { Button } from '../../ui/button.tsx'
import { askForLink, type SsoLink } from './ask-for-link.ts'
import { ssoMessages } from './sso-messages.ts'

const text = ssoMessages.sent

type Props = { link: SsoLink; sent: Asked; onPassword: () => void }

/** The mail that proves whose the account is, and the way back to the password. */
export function LinkSent({ link: { username }, sent, onPassword }: Props) {
  const ask = useAskAgain(askForLink, sent, () => {})
  return (
    <SentPage words={text} username={username} sentAt={(ask.asked ?? sent).askedAt} ask={ask}>
      <Button look="quiet" onClick={onPassword}>
        {text.usePassword}
      </Button>
    </SentPage>
  )
}
