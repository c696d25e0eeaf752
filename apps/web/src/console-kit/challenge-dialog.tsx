import type { Answer } from '@rekey/contracts/route'
import type { signIn } from '@rekey/contracts/sessions'
import type { AskedFactor } from '../public-kit/second-factor/asked-factor.ts'
import { factorMessages as text } from '../public-kit/second-factor/factor-messages.ts'
import { type ChallengeOver, proveAtSignIn } from '../public-kit/second-factor/prove-at-sign-in.ts'
import type { SendProof } from '../public-kit/second-factor/use-factor-form.ts'
import { Say } from '../ui/say.tsx'
import { FactorDialog } from './factor-dialog.tsx'

type Props = {
  asked: AskedFactor
  onSignedIn: (answer: Answer<typeof signIn>) => void
  /** The password has to be typed again. Without a reason, the user cancelled. */
  onOver: (why?: ChallengeOver) => void
}

/** The second step of a sign-in over the page. */
export function ChallengeDialog({ asked, onSignedIn, onOver }: Props) {
  const { username, challenge, request } = asked
  const send: SendProof = async (proof) => {
    const proved = await proveAtSignIn(challenge, proof)
    if ('problem' in proved) return proved.problem
    if ('over' in proved) onOver(proved.over)
    else onSignedIn(proved.answer)
    return null
  }
  const why = <Say text={text.forSignIn} values={{ username }} />
  return <FactorDialog {...{ request, why, send }} onClose={() => onOver()} />
}
