import type { FactorProof, FactorRequest } from '@rekey/contracts/second-factor-fields'
import type { proveSsoLink } from '@rekey/contracts/sso'
import { useNavigate } from 'react-router'
import { call, type Problem } from '../../api.ts'
import { useForm } from '../../hooks/use-form.ts'
import { landingOf } from '../../public-kit/landing-of.ts'
import { refusedSignIn } from '../../public-kit/refused-sign-in.ts'
import { factorRequestOf } from '../../public-kit/second-factor/asked-factor.ts'
import { ssoMessages } from './sso-messages.ts'

const text = ssoMessages.link

const refused = { wrong: text.wrongPassword, wait: text.wait }

/**
 * Sends the password and the second factor of a user who has one, and goes on signed in.
 * @param onGone called if the sign-in that began in this browser has expired
 * @returns sends it; resolves to the problem, or to null when another screen follows
 */
export function useProveLink(onGone: () => void) {
  const navigate = useNavigate()
  return async (password: string, secondFactor?: FactorProof): Promise<Problem | null> => {
    const result = await call<typeof proveSsoLink>('POST /sso-links/current/password', {
      password,
      ...(secondFactor && { secondFactor }),
    })
    if (!result.ok && result.problem.code !== 'not-found') return result.problem
    if (!result.ok) onGone()
    else {
      const { user, returnTo } = result.body
      void navigate(returnTo ?? landingOf(user), { replace: true })
    }
    return null
  }
}

/** @param onFactor called after the right password, if the user has a second factor */
export function useLinkByPassword(
  prove: ReturnType<typeof useProveLink>,
  onFactor: (password: string, request: FactorRequest) => void,
) {
  return useForm<'password'>({
    fields: ['password'],
    check: ({ password }) => (password ? {} : { password: text.enterPassword }),
    send: async ({ password }, form) => {
      const problem = await prove(password)
      const request = factorRequestOf(problem)
      if (!request) return problem && refusedSignIn(problem, form, refused)
      onFactor(password, request)
      return null
    },
  })
}
