import type { Deps } from '../deps.ts'
import { hour, later } from '../lib/clock.ts'
import type { Transaction } from '../lib/database.ts'
import type { Caller } from './authenticate.ts'
import { mustWait } from './problem.ts'

/** Mails that a caller who may write to contacts alone may cause in an hour. */
const mailsPerHour = 60

/** What such a caller can do that mails. Each leaves an audit event, and by that it is counted. */
const mailingActions = ['password-reset.started', 'message.resent', 'address-check.started']

/**
 * For callers who have no permission but that for contacts: not endlessly. Their calls come one
 * after the other, so that none slips past the count. Lock order: target, caller.
 * @throws Problem rate-limited
 */
export async function holdBackContactMails(
  tx: Transaction,
  { clock }: Pick<Deps, 'clock'>,
  { user }: Caller,
): Promise<void> {
  const now = clock.now()
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${user.id}::uuid FOR NO KEY UPDATE`
  const caused = await tx.auditEvent.findMany({
    where: {
      actorId: user.id,
      action: { in: mailingActions },
      at: { gt: later(now, -hour) },
    },
    orderBy: { id: 'desc' },
    take: mailsPerHour,
    select: { at: true },
  })
  const oldest = caused[mailsPerHour - 1]
  if (oldest) throw mustWait(later(oldest.at, hour), now)
}
