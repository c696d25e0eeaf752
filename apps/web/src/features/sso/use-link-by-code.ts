import type { Answer } from '@rekey/contracts/route'
import type { FactorProof, FactorRequest } from '@rekey/contracts/second-factor-fields'
import type { completeSsoLink } from '@rekey/contracts/sso'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import { call, type Problem } from '../../api.ts'
import { useForm } from '../../hooks/use-form.ts'
import { checkCode, refusedCode } from '../../public-kit/check-code.ts'
import { type DeadReason, deadReasonOf } from '../../public-kit/dead-reason.ts'
import { factorRequestOf } from '../../public-kit/second-factor/asked-factor.ts'

export type Linked = Answer<typeof completeSsoLink>
export type LinkEnd = Linked | DeadReason

/**
 * Sends link, code and the second factor of a user who has one.
 * @returns the problem, or null when another screen follows
 */
export async function sendLink(
  token: string,
  code: string,
  onEnd: (how: LinkEnd) => void,
  secondFactor?: FactorProof,
): Promise<Problem | null> {
  const body = { token, code: normaliseCode(code), ...(secondFactor && { secondFactor }) }
  const result = await call<typeof completeSsoLink>('POST /sso-links/complete', body)
  const end = result.ok ? result.body : deadReasonOf(result.problem)
  if (end) onEnd(end)
  return end || result.ok ? null : result.problem
}

/** @param onFactor called after a right code, if the user has a second factor */
export function useLinkByCode(
  token: string,
  onEnd: (how: LinkEnd) => void,
  onFactor: (code: string, request: FactorRequest) => void,
) {
  return useForm<'code'>({
    fields: ['code'],
    // A code that was refused isn't sent again until the user changes it.
    remember: ['code'],
    check: ({ code }) => checkCode(code),
    send: async ({ code }) => {
      const problem = await sendLink(token, code, onEnd)
      const request = factorRequestOf(problem)
      if (!request) return problem && (refusedCode(problem) ?? { problem })
      onFactor(code, request)
      return null
    },
  })
}
