import type { FactorRecovery as Shown } from '@rekey/contracts/factor-recoveries'
import type { FactorRecovery } from '../generated/prisma/client.ts'
import { day, later } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'

/** Removals of lost second factors. No other file writes `factor_recoveries`. */

/** How long one that nobody confirms can be confirmed. */
const confirmableDays = 7

/** One that was started or confirmed, and hasn't ended. */
const livingAt = (now: Date) => ({
  closedAt: null,
  OR: [{ dueAt: { not: null } }, { startedAt: { gt: later(now, -confirmableDays * day) } }],
})

export const showRecovery = (row: FactorRecovery): Shown => ({
  id: row.id,
  userId: row.userId,
  reason: row.reason,
  startedBy: row.startedBy,
  startedAt: row.startedAt.toISOString(),
  confirmedBy: row.confirmedBy,
  dueAt: row.dueAt?.toISOString() ?? null,
})

export const findLivingRecovery = (db: Database | Transaction, userId: string, now: Date) =>
  db.factorRecovery.findFirst({ where: { userId, ...livingAt(now) } })

export const findRecovery = (db: Database | Transaction, id: string, now: Date) =>
  db.factorRecovery.findFirst({ where: { id, ...livingAt(now) } })

type NewRecovery = Pick<FactorRecovery, 'userId' | 'reason' | 'startedBy' | 'startedAt'>

/** Lock the user first, so that there is one at a time. */
export const keepRecovery = (tx: Transaction, recovery: NewRecovery) =>
  tx.factorRecovery.create({ data: recovery })

/** Lock the user first. */
export const confirmRecovery = (tx: Transaction, id: string, confirmedBy: string, dueAt: Date) =>
  tx.factorRecovery.update({ where: { id }, data: { confirmedBy, dueAt } })

/** @returns false: it has ended already */
export async function endRecovery(
  tx: Transaction,
  which: { readonly id: string; readonly userId: string },
  at: Date,
): Promise<boolean> {
  const { count } = await tx.factorRecovery.updateMany({
    where: { ...which, closedAt: null },
    data: { closedAt: at },
  })
  return count === 1
}

/** Of a deleted user: the reason may say something about the person. */
export const forgetRecoveries = (tx: Transaction, userId: string) =>
  tx.factorRecovery.deleteMany({ where: { userId } })
