import type { SecondFactor } from '@rekey/contracts/second-factors'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import type { Transaction } from '../../lib/database.ts'
import { issueRecoveryCodes } from '../../models/recovery-codes.ts'
import { countFactors, holdFactors } from '../../models/second-factors.ts'
import { noteFactorProved } from '../../models/sessions.ts'
import { requireRoom } from './own-rule.ts'
import { type OwnChange, tellOwner } from './tell-owner.ts'

type Added = Pick<SecondFactor, 'id' | 'type'>

/**
 * Adds a second factor, with all consequences. The user is locked first, so that of two at once only
 * one is the first. The user has just proved it, so the session has a recent proof.
 * @param add makes it count
 * @returns the recovery codes that come with the first one; null: it isn't the first
 */
export async function factorWasAdded(
  tx: Transaction,
  deps: Deps,
  change: OwnChange,
  add: () => Promise<Added>,
): Promise<string[] | null> {
  const { user, sessionId } = change.caller
  const at = deps.clock.now()
  await holdFactors(tx, user.id)
  await requireRoom(tx, user.id)
  const isFirst = (await countFactors(tx, user.id)) === 0
  const { id: factorId, type } = await add()
  const codes = isFirst ? await issueRecoveryCodes(tx, deps.keys, user.id, at) : null
  await noteFactorProved(tx, sessionId, at)
  const details = { secondFactorId: factorId, method: type }
  const about = { id: user.id, username: user.username }
  await auditBy(tx, deps, change, 'second-factor.added', about, details)
  await tellOwner(tx, deps, change, 'second-factor-added', factorId)
  return codes
}
