import { hour, later } from '../lib/clock.ts'
import type { Statements } from '../lib/statements.ts'

/**
 * How many mails a user with the permission to change contacts, but not more, may cause in an hour
 * by any call.
 */
const mailsPerHour = 60

/** The caller to whom the mails of a call are counted. */
export type MailCause = { readonly userId: string }

/** The mail budget is spent: this error rolls the call's transaction back, so nothing is done. */
export class MailBudgetSpent extends Error {
  override name = 'MailBudgetSpent'
  readonly until: Date
  readonly at: Date

  constructor({ until, at }: { until: Date; at: Date }) {
    super('This hour’s mails are used up')
    this.until = until
    this.at = at
  }
}

/**
 * Ensures that these mails may be sent. Calls of the same caller wait for each other from here
 * on, so none slips past the count. It locks no row, so it fits into every lock order.
 * @throws MailBudgetSpent
 */
export async function requireMailBudget(
  tx: Statements,
  { userId }: MailCause,
  mails: number,
  at: Date,
) {
  if (mails > mailsPerHour) throw new MailBudgetSpent({ until: later(at, hour), at })
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('mail-budget'), hashtext(${userId}))`
  const [first] = await tx.$queryRaw<{ askedAt: Date }[]>`
    SELECT asked_at AS "askedAt" FROM messages
    WHERE caused_by = ${userId}::uuid AND asked_at > ${later(at, -hour)}
    ORDER BY asked_at DESC OFFSET ${mailsPerHour - mails} LIMIT 1`
  if (first) throw new MailBudgetSpent({ until: later(first.askedAt, hour), at })
}
