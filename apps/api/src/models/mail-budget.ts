import { hour, later } from '../lib/clock.ts'
import type { Transaction } from '../lib/database.ts'

/** Mails that somebody who may act on contacts alone may cause in an hour, by whatever calls. */
const mailsPerHour = 60

/** Whose call it is, where the mails that a call causes are counted. */
export type MailCause = { readonly userId: string }

/** Nothing of the call was done: its transaction ends with this. */
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
 * That one more mail may go. Calls of one caller come one after the other from here on, so that
 * none slips past the count; no row is locked for it, so that it fits into every order of locks.
 * @throws MailBudgetSpent
 */
export async function requireMailBudget(tx: Transaction, { userId }: MailCause, at: Date) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('mail-budget'), hashtext(${userId}))`
  const [first] = await tx.$queryRaw<{ askedAt: Date }[]>`
    SELECT asked_at AS "askedAt" FROM messages
    WHERE caused_by = ${userId}::uuid AND asked_at > ${later(at, -hour)}
    ORDER BY asked_at DESC OFFSET ${mailsPerHour - 1} LIMIT 1`
  if (first) throw new MailBudgetSpent({ until: later(first.askedAt, hour), at })
}
