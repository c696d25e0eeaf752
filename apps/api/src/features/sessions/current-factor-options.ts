import type { currentFactorOptions as contract } from '@rekey/contracts/sessions'
import { factorOfSession } from '../../guards/require-recent-factor.ts'
import type { Verb } from '../../http/routes.ts'
import { requestFactor } from '../../models/check-factor.ts'
import { findFactors } from '../../models/factor-proofs.ts'

/** POST /sessions/current/second-factor/options. */
export const currentFactorOptions: Verb<typeof contract> = async ({ caller }, deps) => {
  const { id } = caller.user
  const factors = await findFactors(deps.db, id)
  const body = await requestFactor(deps, { id, factors }, factorOfSession(caller))
  return { status: 200, body }
}
