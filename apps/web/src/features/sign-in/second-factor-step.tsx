import type { Answer } from '@rekey/contracts/route'
import type { proveSecondFactor, signIn } from '@rekey/contracts/sessions'
import { call } from '../../api.ts'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { factorMessages as text } from '../../public-kit/second-factor/factor-messages.ts'
import FactorPage from '../../public-kit/second-factor/factor-page.tsx'
import type { SendProof } from '../../public-kit/second-factor/use-factor-form.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import { useSite } from '../../site.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Say } from '../../ui/say.tsx'
import type { AskedFactor } from './use-sign-in-form.ts'

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
    const remember = new FormData(form).has('remember')
    const body = { challenge, ...proof, ...(remember && { remember }) }
    const result = await call<typeof proveSecondFactor>('POST /sessions/second-factor', body)
    if (result.ok) enter(result.body)
    else if (result.problem.code === 'sign-in-failed') onOver('sign-in-over')
    else if (result.problem.details.triesLeft === 0) onOver('too-many-codes')
    else return result.problem
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
