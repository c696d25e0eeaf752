import type { verifyCode as contract } from '@rekey/contracts/password-reset'
import { judgeCode } from '../../guards/judge-code.ts'
import type { Verb } from '../../http/routes.ts'
import { requestFactor } from '../../models/check-factor.ts'
import { findLivingReset } from '../../models/find-living-reset.ts'

/** POST /password-resets/verify-code. A right code uses nothing up; a wrong one is counted. */
export const verifyCode: Verb<typeof contract> = async (input, deps) => {
  const { token, code } = input.body
  const reset = await judgeCode(deps, await findLivingReset(deps, token), code, input)
  const { factors } = reset.user
  const secondFactor = factors.isSet
    ? await requestFactor(deps, reset.user, { purpose: 'recovery', subject: reset.id })
    : null
  const expiresAt = reset.expiresAt?.toISOString() ?? null
  return { status: 200, body: { valid: true, expiresAt, secondFactor } }
}
