import { randomUUID } from 'node:crypto'
import type { Contract } from '@rekey/contracts/route'
import type { Deps } from '../deps.ts'
import { Problem } from '../http/problem.ts'
import type { Input } from '../http/routes.ts'
import type { Statements } from '../lib/statements.ts'
import { recordAudit } from '../models/audit.ts'
import { type ProvedFactor, requestFactor } from '../models/check-factor.ts'
import { findFactors } from '../models/factor-proofs.ts'
import { queueNotices } from '../models/notices.ts'
import type { ChallengeFor } from '../models/passkey-challenges.ts'

type Owner = { readonly id: string; readonly username: string }
type From = Pick<Input<Contract>, 'device' | 'ip' | 'requestId'>

/**
 * Uses a right proof up, in the transaction of the act that needs it. Lock the user first. A used
 * recovery code sends a notice, because its owner may have lost the sheet of paper.
 * @returns false: it was used meanwhile
 */
export async function useFactor(
  tx: Statements,
  deps: Deps,
  proved: ProvedFactor,
  user: Owner,
  { device, ip, requestId }: From,
): Promise<boolean> {
  const at = deps.clock.now()
  if (!(await proved.use(tx, at))) return false
  if (proved.method !== 'recovery-code') return true
  const { id: userId, username } = user
  await recordAudit(tx, {
    action: 'recovery-code.used',
    at,
    actorId: userId,
    userId,
    requestId,
    details: { device },
    personal: { ip, username },
  })
  const told = { userId, device, factorId: randomUUID(), at }
  await queueNotices(tx, deps, { template: 'recovery-code-used', ...told })
  return true
}

/**
 * Uses up what was judged before the transaction. Lock the user first.
 * @param judged null: the user had none
 * @param what a new challenge for a passkey is bound to
 * @throws Problem second-factor-required with what can prove one; second-factor-wrong
 */
export async function useJudgedFactor(
  tx: Statements,
  deps: Deps,
  { judged, what }: { readonly judged: ProvedFactor | null; readonly what: ChallengeFor },
  user: Owner,
  from: From,
): Promise<void> {
  if (!judged) return requireNoFactor(tx, deps, user.id, what)
  if (!(await useFactor(tx, deps, judged, user, from))) throw new Problem('second-factor-wrong')
}

/**
 * A user who had no second factor when the call began may have added one since, so it is asked for.
 * Lock the user first: a statement that waits for the lock would see the old state.
 * @throws Problem second-factor-required with what can prove one
 */
export async function requireNoFactor(
  tx: Statements,
  deps: Deps,
  userId: string,
  what: ChallengeFor,
): Promise<void> {
  const factors = await findFactors(tx, userId)
  if (!factors.isSet) return
  const extra = await requestFactor(deps, { id: userId, factors }, what)
  throw new Problem('second-factor-required', { extra })
}
