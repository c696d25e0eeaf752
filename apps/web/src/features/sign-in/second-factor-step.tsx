import type { Answer } from '@rekey/contracts/route'
import type { signIn } from '@rekey/contracts/sessions'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import type { AskedFactor } from '../../public-kit/second-factor/asked-factor.ts'
import { factorMessages as text } from '../../public-kit/second-factor/factor-messages.ts'
import FactorPage from '../../public-kit/second-factor/factor-page.tsx'
import { proveAtSignIn } from '../../public-kit/second-factor/prove-at-sign-in.ts'
import type { SendProof } from '../../public-kit/second-factor/use-factor-form.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import { useSite } from '../../site.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Say } from '../../ui/say.tsx'

const words = { submit: messages.signIn.submit, busy: messages.signIn.busy }

type Props = {
  asked: AskedFactor
  enter: (answer: Answer<typeof signIn>) => void
  /** Called when this step is over without a session, with what to say on the sign-in form. */
  onOver: (notice?: SignInState['notice']) => void
}

/** The second step of signing in. It works for five minutes after the right password. */
export default function SecondFactorStep({ asked, enter, onOver }: Props) {
  const { username, challenge, request } = asked
  const send: SendProof = async (proof, form) => {
    const proved = await proveAtSignIn(challenge, proof, new FormData(form).has('remember'))
    if ('problem' in proved) return proved.problem
    if ('over' in proved) onOver(proved.over)
    else enter(proved.answer)
    return null
  }
  return (
    <FactorPage
      {...{ request, words, send }}
      lede={<Say text={text.forSignIn} values={{ username }} />}
      choices={<Remember />}
    >
      <Button look="quiet" onClick={() => onOver()}>
        {text.back}
      </Button>
    </FactorPage>
  )
}

function Remember() {
  const { rememberDeviceDays: days } = useSite()
  if (days === 0) return null
  const label = days === 1 ? text.rememberOne : fill(text.remember, { days })
  return <Checkbox name="remember" label={label} />
}
