import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import type { TargetUser } from '../../guards/target-user.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { queueMessage } from '../../models/messages.ts'

/**
 * Sends a notice to the old and to the new address, so that a person who loses the account's mails
 * learns of it. Sends none if neither username nor reset address changed.
 */
export async function tellOfNewAddress(
  tx: Transaction,
  deps: Deps,
  before: TargetUser,
  after: TargetUser,
): Promise<void> {
  const [from, to] = [addressOf(before), addressOf(after)]
  const isRenamed = before.username !== after.username
  if (!isRenamed && from === to) return
  for (const address of new Set([from, to])) {
    if (address === null) continue
    await queueMessage(tx, deps, {
      userId: after.id,
      template: isRenamed ? 'username-changed' : 'address-changed',
      to: address,
      origin: 'notice',
      lane: lanes.selfService,
      askedAt: deps.clock.now(),
    })
  }
}
