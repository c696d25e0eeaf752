import type { Contract } from '@rekey/contracts/route'
import type { Deps } from '../../deps.ts'
import { auditBy, type By } from '../../guards/audit-by.ts'
import { Problem } from '../../http/problem.ts'
import type { Input } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { queueNotices } from '../../models/notices.ts'
import { removeRecoveryAddress } from '../../models/recovery-addresses.ts'

type From = By & Pick<Input<Contract>, 'device'>
type Which = { readonly id: string; readonly userId: string; readonly username: string }

/**
 * Removes an address and tells all addresses, the removed one too: a thief would remove it first.
 * One that was never confirmed may be a stranger's, so nobody is told of that. Lock the user first.
 * @throws Problem not-found
 */
export async function addressWasRemoved(
  tx: Transaction,
  deps: Deps,
  from: From,
  { id, userId, username }: Which,
): Promise<void> {
  const at = deps.clock.now()
  const removed = await removeRecoveryAddress(tx, { id, userId }, at)
  if (!removed) throw new Problem('not-found')
  if (removed.confirmedAt === null) return
  const { address } = removed
  const about = { id: userId, username, address }
  await auditBy(tx, deps, from, 'recovery-address.removed', about, { recoveryAddressId: id })
  await queueNotices(tx, deps, {
    userId,
    template: 'recovery-address-removed',
    device: from.caller.actorId === userId ? from.device : null,
    recoveryAddressId: id,
    at,
    also: address,
  })
}
