import type { proveSsoLink } from '@rekey/contracts/sso'
import { useNavigate } from 'react-router'
import { call, type Problem } from '../../api.ts'
import { clockTime } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { type Refusal, useForm } from '../../hooks/use-form.ts'
import { landingOf } from '../../public-kit/landing-of.ts'
import { ssoMessages } from './sso-messages.ts'

const text = ssoMessages.link

/** @param onGone called if the sign-in that began in this browser has expired */
export function useLinkByPassword(onGone: () => void) {
  const navigate = useNavigate()
  return useForm<'password'>({
    fields: ['password'],
    check: ({ password }) => (password ? {} : { password: text.enterPassword }),
    send: async ({ password }, form) => {
      const result = await call<typeof proveSsoLink>('POST /sso-links/current/password', {
        password,
      })
      if (!result.ok) return refusalOf(result.problem, form, onGone)
      const { user, returnTo } = result.body
      void navigate(returnTo ?? landingOf(user), { replace: true })
      return null
    },
  })
}

function refusalOf(
  problem: Problem,
  form: HTMLFormElement,
  onGone: () => void,
): Refusal<'password'> | null {
  if (problem.code === 'not-found') {
    onGone()
    return null
  }
  if (problem.code === 'rate-limited' && problem.retryAt) {
    return { problem, words: fill(text.wait, { time: clockTime(problem.retryAt) }) }
  }
  if (problem.code !== 'sign-in-failed') return { problem }
  const input = form.elements.namedItem('password') as HTMLInputElement
  input.value = ''
  return { errors: { password: text.wrongPassword } }
}
