import type { Contract } from '@rekey/contracts/route'
import type { Deps } from '../../deps.ts'
import { addFactor } from '../../guards/add-factor.ts'
import type { Input } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import type { LivingSession } from '../../models/find-session.ts'
import { noteFactorProved } from '../../models/sessions.ts'

/** A change of the caller's own second factors, and where it comes from. */
type OwnChange = Pick<Input<Contract>, 'device' | 'ip' | 'requestId'> & {
  readonly caller: LivingSession
}

/**
 * Adds a second factor of the caller. They have just proved it, so the session has a recent proof.
 * @param add makes it count
 * @returns the recovery codes that come with the first one; null: it isn't the first
 */
export async function addOwnFactor(
  tx: Transaction,
  deps: Deps,
  change: OwnChange,
  add: Parameters<typeof addFactor>[4],
): Promise<string[] | null> {
  const { user, sessionId } = change.caller
  const codes = await addFactor(tx, deps, user, change, add)
  await noteFactorProved(tx, sessionId, deps.clock.now())
  return codes
}
