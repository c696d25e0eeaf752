import type { Deps } from '../deps.ts'
import { Problem } from '../http/problem.ts'
import { later, minute } from '../lib/clock.ts'
import { requestFactor } from '../models/check-factor.ts'
import { findFactors } from '../models/factor-proofs.ts'
import type { LivingSession } from '../models/find-session.ts'
import { recentMinutes, requireRecentSignIn } from './require-recent-sign-in.ts'

/** A passkey's challenge is bound to the session. */
export const factorOfSession = ({ sessionId }: Pick<LivingSession, 'sessionId'>) =>
  ({ purpose: 'prove-again', subject: sessionId }) as const

/**
 * Guards changes of second factors: the sign-in is recent, and so is the proof of a second factor
 * by a user who has one. Otherwise a stolen session could replace them.
 * @throws Problem recent-sign-in-required; second-factor-required with what can prove one
 */
export async function requireRecentFactor(deps: Deps, caller: LivingSession): Promise<void> {
  const now = deps.clock.now()
  requireRecentSignIn(caller, now)
  const { id } = caller.user
  const factors = await findFactors(deps.db, id)
  const { factorProvedAt } = caller
  const isRecent = factorProvedAt && factorProvedAt >= later(now, -recentMinutes * minute)
  if (!factors.isSet || isRecent) return
  const extra = await requestFactor(deps, { id, factors }, factorOfSession(caller))
  throw new Problem('second-factor-required', { extra })
}
