import type { completeReset } from '@rekey/contracts/password-reset'
import type { FactorProof, NewPasskey } from '@rekey/contracts/second-factor-fields'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import { useNavigate } from 'react-router'
import { call, type Problem } from '../../api.ts'
import { tellOtherTabs } from '../../hooks/other-tabs.ts'
import { paths } from '../../paths.ts'
import { type DeadReason, deadReasonOf } from '../../public-kit/dead-reason.ts'
import { dropToken, dropUsername } from '../../public-kit/held-token.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'

export type SetPasswordEnd = DeadReason | 'saved-for-app' | 'saved-in-other-tab'

/** What is saved with the link: a password. */
export type Saving = { readonly code: string; readonly newPassword: string }

/** A passkey in place of a password. */
export type PasskeySaving = {
  readonly code: string
  readonly passkey: NewPasskey
  readonly removeOtherPasskeys?: boolean
}

export type SaveReset<S = Saving> = (saving: S, proof?: FactorProof) => Promise<Problem | null>

/** Shows the recovery codes that came with the first passkey, and then goes on. */
type ShowCodes = (codes: readonly string[], goOn: () => void) => void

/**
 * Saves the password or passkey and leads to the sign-in page. Problems that end the link show its
 * last screen.
 * @returns sends it; resolves to the problem, or to null when another screen follows
 */
export function useSaveReset(
  token: string,
  onEnd: (how: SetPasswordEnd) => void,
  showCodes?: ShowCodes,
): SaveReset<Saving | PasskeySaving> {
  const navigate = useNavigate()
  const finish = (state: SignInState) => {
    dropToken(paths.reset)
    void navigate(paths.signIn, { replace: true, state })
  }
  return async ({ code, ...end }, secondFactor) => {
    const result = await call<typeof completeReset>('POST /password-resets/complete', {
      token,
      code: normaliseCode(code),
      ...end,
      ...(secondFactor && { secondFactor }),
    })
    if (!result.ok) {
      const end = deadReasonOf(result.problem)
      if (!end) return result.problem
      onEnd(end)
      return null
    }
    tellOtherTabs({ what: 'reset-saved', token })
    dropUsername()
    const { username, kind, recoveryCodes } = result.body
    const notice = 'passkey' in end ? 'passkey-saved' : 'password-changed'
    const goOn = () => finish({ username, notice })
    if (kind === 'device') onEnd('saved-for-app')
    else if (recoveryCodes) showCodes?.(recoveryCodes, goOn)
    else goOn()
    return null
  }
}
