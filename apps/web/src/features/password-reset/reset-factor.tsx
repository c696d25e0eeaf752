import type { FactorProof, FactorRequest } from '@rekey/contracts/second-factor-fields'
import type { Problem } from '../../api.ts'
import { messages } from '../../messages.ts'
import { refusedPassword } from '../../public-kit/refused-password.ts'
import { factorMessages as text } from '../../public-kit/second-factor/factor-messages.ts'
import FactorPage from '../../public-kit/second-factor/factor-page.tsx'
import type { SendProof } from '../../public-kit/second-factor/use-factor-form.ts'
import { Say } from '../../ui/say.tsx'
import { NotMeButton } from './not-me-button.tsx'
import type { Saving } from './use-save-reset.ts'

const words = { submit: messages.setPassword.submit, busy: messages.setPassword.busy }

/** The password that the server refused after the second factor was right. */
export type Refused = {
  readonly saving: Saving
  readonly proof?: FactorProof
  readonly words: string
}

type Props = {
  token: string
  username: string
  saving: Saving
  request: FactorRequest
  save: (saving: Saving, proof: FactorProof) => Promise<Problem | null>
  onRefused: (refused: Refused) => void
}

/**
 * Asks for the second factor of a user whose link and code were right, and then saves. A password
 * that is refused uses no proof up, so a passkey or a recovery code needn't be asked for again. The
 * code of an app would be too old by then.
 */
export default function ResetFactor(props: Props) {
  const { token, username, saving, request, save, onRefused } = props
  const send: SendProof = async (proof) => {
    const problem = await save(saving, proof)
    if (problem?.code !== 'password-not-accepted') return problem
    const reusable = proof.method === 'totp' ? {} : { proof }
    onRefused({ saving, ...reusable, words: refusedPassword(problem, saving.newPassword) })
    return null
  }
  return (
    <FactorPage
      {...{ request, words, send }}
      step={text.step}
      lede={<Say text={text.forReset} values={{ username }} />}
    >
      <NotMeButton token={token} />
    </FactorPage>
  )
}
