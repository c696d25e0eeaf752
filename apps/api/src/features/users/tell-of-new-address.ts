import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import type { TargetUser } from '../../guards/target-user.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { listRecoveryRecipients } from '../../models/mail-addresses.ts'
import { queueMessage } from '../../models/messages.ts'
import { forgetRecoveryAddresses } from '../../models/recovery-addresses.ts'

/**
 * Sends a notice to the old and the new address and to the recovery addresses, so that a person who
 * loses the account's mails learns of it. The recovery addresses end, because they may be another
 * person's, and the account's user can add their own. Sends none if only the kind changed.
 */
export async function tellOfNewAddress(
  tx: Transaction,
  deps: Deps,
  before: TargetUser,
  after: TargetUser,
): Promise<void> {
  const [from, to] = [addressOf(before), addressOf(after)]
  const isRenamed = before.username !== after.username
  const at = deps.clock.now()
  const recovery = await listRecoveryRecipients(tx, [after.id], at)
  await forgetRecoveryAddresses(tx, [after.id])
  if (!isRenamed && from === to) return
  for (const address of new Set([from, to, ...(recovery.get(after.id) ?? [])])) {
    if (address === null) continue
    await queueMessage(tx, deps, {
      userId: after.id,
      template: isRenamed ? 'username-changed' : 'address-changed',
      to: address,
      origin: 'notice',
      lane: lanes.selfService,
      askedAt: at,
    })
  }
}
