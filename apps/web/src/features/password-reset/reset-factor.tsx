import type { FactorProof, FactorRequest } from '@rekey/contracts/second-factor-fields'
import { messages } from '../../messages.ts'
import { refusedPassword } from '../../public-kit/refused-password.ts'
import { factorMessages as text } from '../../public-kit/second-factor/factor-messages.ts'
import FactorPage from '../../public-kit/second-factor/factor-page.tsx'
import type { SendProof } from '../../public-kit/second-factor/use-factor-form.ts'
import { Say } from '../../ui/say.tsx'
import { NotMeButton } from './not-me-button.tsx'
import type { SaveReset, Saving } from './use-save-reset.ts'

const words = { submit: messages.setPassword.submit, busy: messages.setPassword.busy }

type Props = {
  token: string
  username: string
  saving: Saving
  request: FactorRequest
  save: SaveReset
  /** The server refused the password, after the proof was right. */
  onRefused: (why: string, proof: FactorProof) => void
}

/** Asks for the second factor of a user whose link and code were right, and then saves. */
export default function ResetFactor(props: Props) {
  const { token, username, saving, request, save, onRefused } = props
  const send: SendProof = async (proof) => {
    const problem = await save(saving, proof)
    if (problem?.code !== 'password-not-accepted') return problem
    onRefused(refusedPassword(problem, saving.newPassword), proof)
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
