import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import { factorMessages } from '../../public-kit/second-factor/factor-messages.ts'
import FactorPage from '../../public-kit/second-factor/factor-page.tsx'
import type { SendProof } from '../../public-kit/second-factor/use-factor-form.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Say } from '../../ui/say.tsx'
import { NotMeButton } from './not-me-button.tsx'
import { passkeyInsteadMessages as text } from './passkey-instead-messages.ts'
import type { PasskeySaving, SaveReset } from './use-save-reset.ts'

export type AskedForPasskey = { readonly saving: PasskeySaving; readonly request: FactorRequest }

type Props = {
  token: string
  username: string
  asked: AskedForPasskey
  save: SaveReset<PasskeySaving>
  onRefused: () => void
}

/**
 * Asks for the second factor before the passkey is saved. The passkey that was made is sent with
 * each try, so a wrong code doesn't make another one.
 */
export function PasskeyFactor({
  token,
  username,
  asked: { saving, request },
  save,
  onRefused,
}: Props) {
  const send: SendProof = async (proof, element) => {
    const removeOtherPasskeys = new FormData(element).has('lost')
    const problem = await save({ ...saving, removeOtherPasskeys }, proof)
    if (problem?.code !== 'passkey-not-accepted') return problem
    onRefused()
    return null
  }
  return (
    <FactorPage
      {...{ request, send }}
      words={{ submit: text.save, busy: text.saving }}
      lede={<Say text={factorMessages.forReset} values={{ username }} />}
      choices={request.methods.includes('passkey') && <Checkbox name="lost" label={text.lost} />}
    >
      <NotMeButton token={token} />
    </FactorPage>
  )
}
