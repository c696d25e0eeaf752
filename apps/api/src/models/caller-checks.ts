import { hour, later } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'

/** How long it counts that the caller was verified. */
const verifiedFor = hour

/** When a caller of this user was verified, if that counts now. */
export async function findCallerVerified(
  db: Database | Transaction,
  userId: string,
  now: Date,
): Promise<Date | null> {
  const newest = await db.mailedCode.findFirst({
    where: { userId, purpose: 'caller-check', usedAt: { gt: later(now, -verifiedFor) } },
    orderBy: { usedAt: 'desc' },
    select: { usedAt: true },
  })
  return newest?.usedAt ?? null
}
