import { randomUUID } from 'node:crypto'
import type { Transaction } from '../lib/database.ts'
import { recordAudit } from './audit.ts'
import type { JsonObject } from './audit-content.ts'
import type { MailDeps } from './messages.ts'
import { queueNotices } from './notices.ts'
import { forgetFactors } from './second-factors.ts'
import { voidDevices } from './sessions.ts'

type Lost = {
  readonly userId: string
  /** Who agreed to it, for the audit log. */
  readonly details: JsonObject
  /** What "This wasn't me" is about. Left out: it signs the user out everywhere. */
  readonly recoveryId?: string
}

/**
 * Removes the second factors and recovery codes that a user has lost, and tells the user. Lock the
 * user first.
 */
export async function removeLostFactors(
  tx: Transaction,
  deps: MailDeps,
  { userId, details, recoveryId: factorId = randomUUID() }: Lost,
): Promise<void> {
  const at = deps.clock.now()
  await forgetFactors(tx, userId)
  await voidDevices(tx, userId, at)
  await recordAudit(tx, { action: 'factor-recovery.completed', at, userId, details })
  const told = { userId, device: null, factorId, at }
  await queueNotices(tx, deps, { template: 'second-factor-removed', ...told })
}
