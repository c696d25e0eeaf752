import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import { factorMessages as text } from '../../public-kit/second-factor/factor-messages.ts'
import FactorPage from '../../public-kit/second-factor/factor-page.tsx'
import type { SendProof } from '../../public-kit/second-factor/use-factor-form.ts'
import { Say } from '../../ui/say.tsx'
import { ssoMessages } from './sso-messages.ts'

type Props = { username: string; request: FactorRequest; send: SendProof }

/** A mailbox or a password alone connects no account that has a second factor. */
export const LinkFactor = ({ username, request, send }: Props) => (
  <FactorPage
    {...{ request, send }}
    words={ssoMessages.link}
    lede={<Say text={text.forLink} values={{ username }} />}
  />
)
