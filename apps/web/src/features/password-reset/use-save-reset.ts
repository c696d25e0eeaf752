import type { completeReset } from '@rekey/contracts/password-reset'
import type { FactorProof } from '@rekey/contracts/second-factor-fields'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import { useNavigate } from 'react-router'
import { call, type Problem } from '../../api.ts'
import { tellOtherTabs } from '../../hooks/other-tabs.ts'
import { paths } from '../../paths.ts'
import { type DeadReason, deadReasonOf } from '../../public-kit/dead-reason.ts'
import { dropToken, dropUsername } from '../../public-kit/held-token.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'

export type SetPasswordEnd = DeadReason | 'saved-for-app' | 'saved-in-other-tab'

/** What is saved with the link. */
export type Saving = { readonly code: string; readonly newPassword: string }

export type SaveReset = (saving: Saving, proof?: FactorProof) => Promise<Problem | null>

/**
 * Saves the password and leads to the sign-in page. Problems that end the link show its last screen.
 * @returns sends it; resolves to the problem, or to null when another screen follows
 */
export function useSaveReset(token: string, onEnd: (how: SetPasswordEnd) => void): SaveReset {
  const navigate = useNavigate()
  const finish = (username: string) => {
    dropToken(paths.reset)
    const state: SignInState = { username, notice: 'password-changed' }
    void navigate(paths.signIn, { replace: true, state })
  }
  return async ({ code, newPassword }, secondFactor) => {
    const result = await call<typeof completeReset>('POST /password-resets/complete', {
      token,
      code: normaliseCode(code),
      newPassword,
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
    if (result.body.kind === 'device') onEnd('saved-for-app')
    else finish(result.body.username)
    return null
  }
}
