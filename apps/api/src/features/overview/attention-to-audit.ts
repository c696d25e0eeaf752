import type { AttentionItem } from '@rekey/contracts/overview'
import { day, later } from '../../lib/clock.ts'
import type { Database } from '../../lib/database.ts'
import { item } from './attention-item.ts'

/** A weekend passes before somebody looks. */
const disownedDays = 7

type Disowned = { isBlocked: boolean; users: number; at: Date }

/** Users who pressed "This wasn't me": before a password was saved, or after it. */
export async function findDisowned(db: Database, now: Date): Promise<AttentionItem[]> {
  const rows = await db.$queryRaw<Disowned[]>`
    SELECT outcome = 'blocked' AS "isBlocked", count(DISTINCT user_id)::int AS users, max(at) AS at
    FROM disowns WHERE at > ${later(now, -disownedDays * day)}::timestamptz GROUP BY 1`
  return rows.map(({ isBlocked, users, at }) =>
    item({
      kind: isBlocked ? 'passwords-blocked' : 'resets-disowned',
      severity: isBlocked ? 'problem' : 'warning',
      count: users,
      at,
    }),
  )
}

/** The nightly job keeps the audit log from a damaged event on, and says so. */
export async function findAuditDamage(db: Database): Promise<AttentionItem[]> {
  const rows = await db.$queryRaw<{ at: Date }[]>`
    SELECT finished_at AS at FROM maintenance_runs
    WHERE name = 'clean-up' AND details ? 'auditHeldAt'`
  return rows.map(({ at }) => item({ kind: 'audit-damaged', severity: 'problem', count: 1, at }))
}
