import type { Contract } from '@rekey/contracts/route'
import type { SecondFactor } from '@rekey/contracts/second-factors'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import type { Input } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { holdUser } from '../../models/hold-user.ts'
import { queueNotices } from '../../models/notices.ts'
import { issueRecoveryCodes } from '../../models/recovery-codes.ts'
import { countFactors } from '../../models/second-factors.ts'
import { type LivingSession, noteFactorProved } from '../../models/sessions.ts'
import { requireRoom } from './own-rule.ts'

/** A change of the caller's own second factors, and where it comes from. */
type OwnChange = Pick<Input<Contract>, 'device' | 'ip' | 'requestId'> & {
  readonly caller: LivingSession
}

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
  await holdUser(tx, user.id)
  await requireRoom(tx, user.id)
  const isFirst = (await countFactors(tx, user.id)) === 0
  const { id: factorId, type } = await add()
  const codes = isFirst ? await issueRecoveryCodes(tx, deps.keys, user.id, at) : null
  await noteFactorProved(tx, sessionId, at)
  const details = { secondFactorId: factorId, method: type }
  const about = { id: user.id, username: user.username }
  await auditBy(tx, deps, change, 'second-factor.added', about, details)
  const told = { userId: user.id, device: change.device, factorId, at }
  await queueNotices(tx, deps, { template: 'second-factor-added', ...told })
  return codes
}
