import type { Answer } from '@rekey/contracts/route'
import type { signIn } from '@rekey/contracts/sessions'
import { typedName } from '@rekey/contracts/visible-text'
import { useNavigate } from 'react-router'
import { call } from '../../api.ts'
import { useForm } from '../../hooks/use-form.ts'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { landingOf } from '../../public-kit/landing-of.ts'
import { refusedSignIn } from '../../public-kit/refused-sign-in.ts'
import { type AskedFactor, askedFactorOf } from '../../public-kit/second-factor/asked-factor.ts'
import type { SetPasswordState } from '../../public-kit/set-password-state.ts'

const text = messages.signIn

const refused = { wrong: text.wrongPair, wait: text.wait }

type Field = 'username' | 'password'

/** @param onFactor called if a second factor is needed too */
export function useSignInForm(
  enter: (answer: Answer<typeof signIn>) => void,
  onFactor: (asked: AskedFactor) => void,
) {
  return useForm<Field>({
    fields: ['username', 'password'],
    check: ({ username, password }) => ({
      ...(!typedName(username) && { username: text.enterUsername }),
      ...(!password && { password: text.enterPassword }),
    }),
    send: async ({ username, password }, form) => {
      const body = { username: typedName(username), password }
      const result = await call<typeof signIn>('POST /sessions', body)
      if (result.ok) enter(result.body)
      else {
        const asked = askedFactorOf(body.username, result.problem)
        if (!asked) return refusedSignIn(result.problem, form, refused)
        onFactor(asked)
      }
      return null
    },
  })
}

/**
 * Goes where the user first wanted to go.
 * @param asked the path; without it, the user's usual start page
 */
export function useEnter(asked: string | undefined) {
  const navigate = useNavigate()
  return ({ user, mustChangePassword }: Answer<typeof signIn>) => {
    const returnTo = asked ?? landingOf(user)
    const to = mustChangePassword ? paths.setPassword : returnTo
    const state: SetPasswordState | null = to === returnTo ? null : { returnTo }
    void navigate(to, { replace: true, state })
  }
}
