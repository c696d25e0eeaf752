import type { changePassword } from '@rekey/contracts/account'
import type { JudgedBy } from '@rekey/password-strength/judge-password'
import { useLocation, useNavigate } from 'react-router'
import { call, type Problem } from '../../api.ts'
import type { Refusal } from '../../hooks/form-state.ts'
import { useForm } from '../../hooks/use-form.ts'
import { paths } from '../../paths.ts'
import { checkNewPassword } from '../../public-kit/check-new-password.ts'
import { refusedPassword } from '../../public-kit/refused-password.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import { changePasswordMessages } from './change-password-messages.ts'

const text = changePasswordMessages

type Field = 'currentPassword' | 'newPassword' | 'confirmPassword'

/** @param onSaved receives the number of other sessions that were ended */
export function useChangePassword(by: JudgedBy, onSaved: (sessionsEnded: number) => void) {
  const signInFirst = useSignInFirst()
  return useForm<Field>({
    fields: ['currentPassword', 'newPassword', 'confirmPassword'],
    remember: ['newPassword'],
    check: (values) => ({
      ...(!values.currentPassword && { currentPassword: text.enterCurrent }),
      ...checkNewPassword(values, by),
    }),
    send: async ({ currentPassword, newPassword }, form) => {
      const endOtherSessions = new FormData(form).has('endOtherSessions')
      const body = { currentPassword, newPassword, endOtherSessions }
      const result = await call<typeof changePassword>('PUT /account/password', body)
      if (!result.ok) return refusalOf(result.problem, newPassword, form, signInFirst)
      form.reset()
      window.scrollTo(0, 0)
      onSaved(result.body.sessionsEnded)
      return null
    },
  })
}

/** Empties the current password only if it was wrong. */
function refusalOf(
  problem: Problem,
  newPassword: string,
  form: HTMLFormElement,
  signInFirst: () => void,
): Refusal<Field> | null {
  switch (problem.code) {
    case 'sign-in-failed': {
      const input = form.elements.namedItem('currentPassword') as HTMLInputElement
      input.value = ''
      return { errors: { currentPassword: text.wrongCurrent } }
    }
    case 'password-not-accepted':
      return { errors: { newPassword: refusedPassword(problem, newPassword) } }
    case 'not-signed-in':
      signInFirst()
      return null
    default:
      return { problem }
  }
}

/** Sends users whose session has ended meanwhile to sign in, and then back here. */
function useSignInFirst() {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  return () => {
    const state: SignInState = { returnTo: pathname, notice: 'sign-in-first' }
    void navigate(paths.signIn, { replace: true, state })
  }
}
