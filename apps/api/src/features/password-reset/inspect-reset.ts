import type { inspectReset as contract } from '@rekey/contracts/password-reset'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findLivingReset } from '../../models/find-living-reset.ts'
import { mayEndInPasskey } from './save-passkey.ts'

/**
 * POST /password-resets/inspect. It changes nothing, so link scanners may open a link any number of
 * times.
 */
export const inspectReset: Verb<typeof contract> = async ({ body }, deps) => {
  const reset = await findLivingReset(deps, body.token)
  if (!reset) throw new Problem('reset-link-invalid')
  const settings = await deps.settings.current()
  return {
    status: 200,
    body: {
      username: reset.user.username,
      kind: reset.user.kind,
      purpose: reset.purpose,
      expiresAt: reset.expiresAt?.toISOString() ?? null,
      triesLeft: reset.triesLeft,
      passwordPolicy: settings.passwordPolicies[reset.user.kind],
      passkeyOffered: mayEndInPasskey(reset, settings),
    },
  }
}
