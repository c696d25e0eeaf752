import type { Answer } from '@rekey/contracts/route'
import type { completeSsoLink } from '@rekey/contracts/sso'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import { call, type Problem } from '../../api.ts'
import { type Refusal, useForm } from '../../hooks/use-form.ts'
import { checkCode, wrongCode } from '../../public-kit/check-code.ts'

export type Linked = Answer<typeof completeSsoLink>
export type LinkEnd = Linked | 'link' | 'too-many-codes'

/** A code that was refused isn't sent again until the user changes it. */
export function useLinkByCode(token: string, onEnd: (how: LinkEnd) => void) {
  return useForm<'code'>({
    fields: ['code'],
    remember: ['code'],
    check: ({ code }) => checkCode(code),
    send: async ({ code }) => {
      const body = { token, code: normaliseCode(code) }
      const result = await call<typeof completeSsoLink>('POST /sso-links/complete', body)
      if (!result.ok) return refusalOf(result.problem, onEnd)
      onEnd(result.body)
      return null
    },
  })
}

function refusalOf(problem: Problem, onEnd: (how: LinkEnd) => void): Refusal<'code'> | null {
  const { triesLeft } = problem.details
  if (problem.code === 'reset-code-wrong' && triesLeft) {
    return { errors: { code: wrongCode(triesLeft) } }
  }
  if (problem.code !== 'reset-code-wrong' && problem.code !== 'reset-link-invalid') {
    return { problem }
  }
  onEnd(problem.code === 'reset-link-invalid' ? 'link' : 'too-many-codes')
  return null
}
