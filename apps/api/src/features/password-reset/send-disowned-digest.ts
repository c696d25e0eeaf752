import { randomUUID } from 'node:crypto'
import { isEmailAddress } from '@rekey/contracts/email-address'
import type { Deps } from '../../deps.ts'
import { lanes } from '../../jobs/lanes.ts'
import { hour, later, secondsUntil } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { listAdministrators } from '../../models/administrators.ts'
import { queueMessage } from '../../models/messages.ts'

/**
 * The job that tells administrators of disowned resets: of the first one at once, then at most
 * hourly of all new ones in one mail.
 */
export async function sendDisownedDigest(deps: Deps): Promise<void> {
  const settings = await deps.settings.current()
  await deps.db.$transaction(async (tx) => {
    const at = deps.clock.now()
    // One worker at a time, so that two don't report the same disowned reset.
    await tx.$queryRaw`SELECT 1 FROM settings FOR UPDATE`
    if ((await tx.disown.count({ where: { digestId: null } })) === 0) return
    const newest = await tx.message.findFirst({
      where: { template: 'disowned-digest' },
      orderBy: { askedAt: 'desc' },
    })
    const next = newest && later(newest.askedAt, hour)
    if (next && next > at) {
      const startAfter = secondsUntil(next, at)
      const options = { lane: lanes.first, startAfter, onlyOne: true }
      return deps.jobs.add(tx, 'send-disowned-digest', {}, options)
    }
    const digestId = randomUUID()
    await tx.disown.updateMany({ where: { digestId: null }, data: { digestId } })
    for (const to of await listReaders(tx, settings.supportAddress)) {
      await queueMessage(tx, deps, {
        userId: to.userId,
        template: 'disowned-digest',
        to: to.address,
        origin: 'notice',
        lane: lanes.first,
        digestId,
        askedAt: at,
      })
    }
  })
}

/** The support address if it accepts mail, otherwise every active administrator. */
async function listReaders(tx: Transaction, supportAddress: string | null) {
  if (supportAddress && isEmailAddress(supportAddress)) {
    return [{ userId: null, address: supportAddress }]
  }
  return listAdministrators(tx)
}
