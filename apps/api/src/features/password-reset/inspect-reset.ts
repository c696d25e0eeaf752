import type { inspectReset as contract } from '@rekey/contracts/password-reset'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findLivingReset } from '../../models/find-living-reset.ts'

/**
 * POST /password-resets/inspect. It changes nothing, so link scanners may open a link any number of
 * times.
 */
export const inspectReset: Verb<typeof contract> = async ({ body }, deps) => {
  const reset = await findLivingReset(deps, body.token)
  if (!reset) throw new Problem('reset-link-invalid')
  const { passwordPolicies } = await deps.settings.current()
  return {
    status: 200,
    body: {
      username: reset.user.username,
      kind: reset.user.kind,
      purpose: reset.purpose,
      expiresAt: reset.expiresAt?.toISOString() ?? null,
      triesLeft: reset.triesLeft,
      passwordPolicy: passwordPolicies[reset.user.kind],
    },
  }
}
