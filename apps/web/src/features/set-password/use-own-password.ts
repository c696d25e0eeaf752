import type { changePassword } from '@rekey/contracts/account'
import type { currentSession } from '@rekey/contracts/sessions'
import type { JudgedBy } from '@rekey/password-strength/judge-password'
import { useNavigate } from 'react-router'
import { call, type Problem } from '../../api.ts'
import type { Refusal } from '../../hooks/form-state.ts'
import { tellOtherTabs } from '../../hooks/other-tabs.ts'
import { useForm } from '../../hooks/use-form.ts'
import { paths } from '../../paths.ts'
import { checkNewPassword } from '../../public-kit/check-new-password.ts'
import { landingOf } from '../../public-kit/landing-of.ts'
import { refusedPassword } from '../../public-kit/refused-password.ts'
import type { PasswordChangedState } from '../../public-kit/set-password-state.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'

type Field = 'newPassword' | 'confirmPassword'

/** @param returnTo the path that the user first asked for; without it, their usual start page */
export function useOwnPassword(by: JudgedBy, returnTo: string | undefined) {
  const navigate = useNavigate()
  const signIn = (state: SignInState) => void navigate(paths.signIn, { replace: true, state })
  const signInFirst = () => signIn({ ...(returnTo && { returnTo }), notice: 'sign-in-first' })
  const goOn = async () => {
    // The new password has ended this session if the user signs in from an app.
    const result = await call<typeof currentSession>('GET /sessions/current')
    if (!result.ok && result.problem.code === 'not-signed-in') {
      return signIn({ notice: 'changed-for-app' })
    }
    const state: PasswordChangedState = { passwordChanged: true }
    const landing = result.ok ? landingOf(result.body.user) : paths.home
    void navigate(returnTo ?? landing, { replace: true, state })
  }
  return useForm<Field>({
    fields: ['newPassword', 'confirmPassword'],
    remember: ['newPassword'],
    check: (values) => checkNewPassword(values, by),
    send: async ({ newPassword }) => {
      const result = await call<typeof changePassword>('PUT /account/password', { newPassword })
      if (result.ok) {
        tellOtherTabs({ what: 'own-password-saved' })
        await goOn()
      } else if (result.problem.code === 'not-signed-in') signInFirst()
      else return refusalOf(result.problem, newPassword)
      return null
    },
  })
}

const refusalOf = (problem: Problem, newPassword: string): Refusal<Field> =>
  problem.code === 'password-not-accepted'
    ? { errors: { newPassword: refusedPassword(problem, newPassword) } }
    : { problem }
