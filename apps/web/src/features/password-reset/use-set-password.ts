import type { completeReset } from '@rekey/contracts/password-reset'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import type { JudgedBy } from '@rekey/password-strength/judge-password'
import { useNavigate } from 'react-router'
import { call, type Problem } from '../../api.ts'
import { tellOtherTabs } from '../../hooks/other-tabs.ts'
import { type Refusal, useForm } from '../../hooks/use-form.ts'
import { paths } from '../../paths.ts'
import { checkCode, wrongCode } from '../../public-kit/check-code.ts'
import { checkNewPassword } from '../../public-kit/check-new-password.ts'
import { dropToken, dropUsername } from '../../public-kit/held-token.ts'
import { refusedPassword } from '../../public-kit/refused-password.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import type { DeadReason } from './dead-link.tsx'

type Field = 'code' | 'newPassword' | 'confirmPassword'
export type SetPasswordEnd = DeadReason | 'saved-for-app' | 'saved-in-other-tab'

/**
 * Checks the values here first. A code that was refused isn't sent again until the user changes it.
 */
export function useSetPassword(token: string, by: JudgedBy, onEnd: (how: SetPasswordEnd) => void) {
  const navigate = useNavigate()
  const finish = (username: string) => {
    dropToken(paths.reset)
    const state: SignInState = { username, notice: 'password-changed' }
    void navigate(paths.signIn, { replace: true, state })
  }
  return useForm<Field>({
    fields: ['code', 'newPassword', 'confirmPassword'],
    remember: ['code', 'newPassword'],
    check: (values) => ({
      ...checkCode(values.code),
      ...checkNewPassword(values, by),
    }),
    send: async ({ code, newPassword }) => {
      const body = { token, code: normaliseCode(code), newPassword }
      const result = await call<typeof completeReset>('POST /password-resets/complete', body)
      if (!result.ok) return refusalOf(result.problem, newPassword, onEnd)
      tellOtherTabs({ what: 'reset-saved', token })
      dropUsername()
      if (result.body.kind === 'device') onEnd('saved-for-app')
      else finish(result.body.username)
      return null
    },
  })
}

function refusalOf(
  problem: Problem,
  newPassword: string,
  onEnd: (how: SetPasswordEnd) => void,
): Refusal<Field> | null {
  const { triesLeft } = problem.details
  switch (problem.code) {
    case 'reset-code-wrong':
      if (triesLeft) return { errors: { code: wrongCode(triesLeft) } }
      onEnd('too-many-codes')
      return null
    case 'reset-link-invalid':
      onEnd('link')
      return null
    case 'password-not-accepted':
      return { errors: { newPassword: refusedPassword(problem, newPassword) } }
    default:
      return { problem }
  }
}
