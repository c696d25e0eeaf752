import type { verifyCode as contract } from '@rekey/contracts/password-reset'
import { judgeCode } from '../../guards/judge-code.ts'
import type { Verb } from '../../http/routes.ts'
import { findLivingReset } from '../../models/find-living-reset.ts'

/** POST /password-resets/verify-code. A right code uses nothing up; a wrong one is counted. */
export const verifyCode: Verb<typeof contract> = async (input, deps) => {
  const { token, code } = input.body
  const reset = await judgeCode(deps, await findLivingReset(deps, token), code, input)
  return { status: 200, body: { valid: true, expiresAt: reset.expiresAt?.toISOString() ?? null } }
}
