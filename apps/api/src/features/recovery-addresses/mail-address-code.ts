import { recoveryAddressMailsPerHour } from '@rekey/contracts/recovery-addresses'
import type { Deps } from '../../deps.ts'
import type { RecoveryAddress } from '../../generated/prisma/client.ts'
import { lanes } from '../../jobs/lanes.ts'
import { hour, later } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { keepMailedCode } from '../../models/mailed-codes.ts'
import { queueMessage } from '../../models/messages.ts'

/**
 * When the user can send one more mail to a new address; null: now. They go to strangers too, so
 * they are few. Lock the user first.
 */
export async function findCodeMailWait(
  tx: Transaction,
  userId: string,
  now: Date,
): Promise<Date | null> {
  const recent = await tx.message.findMany({
    where: { userId, template: 'recovery-address-check', askedAt: { gt: later(now, -hour) } },
    orderBy: { askedAt: 'desc' },
    skip: recoveryAddressMailsPerHour - 1,
    take: 1,
    select: { askedAt: true },
  })
  return recent[0] ? later(recent[0].askedAt, hour) : null
}

/** Mails the code of a new address. While it works, a second mail brings the same one. */
export async function mailAddressCode(
  tx: Transaction,
  deps: Deps,
  { id: recoveryAddressId, userId, address }: RecoveryAddress,
): Promise<void> {
  const at = deps.clock.now()
  const asked = { userId, askedBy: userId, recoveryAddressId, at }
  const code = await keepMailedCode(tx, deps.keys, { ...asked, purpose: 'recovery-address' })
  await queueMessage(tx, deps, {
    userId,
    template: 'recovery-address-check',
    to: address,
    origin: 'self-service',
    lane: lanes.first,
    mailedCodeId: code.id,
    askedAt: at,
  })
}
