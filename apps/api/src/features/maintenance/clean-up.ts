import type { Deps } from '../../deps.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { day, later } from '../../lib/clock.ts'
import { type Database, type Sql, sql } from '../../lib/database.ts'
import { mendUserCounts } from '../../models/activity-counts.ts'
import { eraseUser, findUnerased } from '../../models/erase-user.ts'
import { expireAudit } from './expire-audit.ts'
import { type DaysAgo, pastRows } from './past-rows.ts'

type CleanUpDeps = Pick<Deps, 'db' | 'keys' | 'settings' | 'clock' | 'log'>

const batchDays = 30
const batchSize = 5_000

/**
 * The nightly job: deletes rows past their retention, in batches, so that no lock is held long. Two
 * runs, or two workers at once, delete the same rows once. The result is in `maintenance_runs`
 * under `clean-up`, for `doctor`.
 */
export async function cleanUp(deps: CleanUpDeps): Promise<void> {
  const { db, clock, log } = deps
  const { messageRetentionDays, auditRetentionDays } = await deps.settings.current()
  const daysAgo = (days: number) => later(clock.now(), -days * day)
  const details = {
    ...(await deletePast(db, daysAgo, messageRetentionDays)),
    erasedUsers: await eraseLeftovers(deps),
    campaigns: await deleteCampaigns(deps, daysAgo(auditRetentionDays)),
    userBatches: await deleteBatches(deps, daysAgo),
    mendedUserCounts: await mendUserCounts(db),
    ...(await removeOldAudit(deps, daysAgo(auditRetentionDays))),
  }
  const run = { finishedAt: clock.now(), details }
  await db.maintenanceRun.upsert({
    where: { name: 'clean-up' },
    create: { name: 'clean-up', ...run },
    update: run,
  })
  log.info(details, 'Cleaned up')
}

async function deletePast(db: Database, daysAgo: DaysAgo, messageDays: number) {
  const deleted: Record<string, number> = {}
  for (const [name, [table, isPast]] of Object.entries(pastRows(daysAgo, messageDays))) {
    deleted[name] = await deleteRows(db, table, isPast)
  }
  return deleted
}

/** Their users and their histories go with them. Those that run or are paused stay. */
const deleteCampaigns = ({ db }: CleanUpDeps, cutoff: Date): Promise<number> =>
  deleteRows(
    db,
    'reset_campaigns',
    sql`status IN ('draft', 'completed', 'cancelled') AND NOT is_reminding
      AND COALESCE(ended_at, created_at) < ${cutoff}`,
  )

/** Drafts are previews. The audit log says what the others did. Their users go with them. */
const deleteBatches = ({ db }: CleanUpDeps, daysAgo: DaysAgo): Promise<number> =>
  deleteRows(
    db,
    'user_batches',
    sql`status = 'draft' AND created_at < ${daysAgo(1)}
      OR status IN ('stopped', 'completed') AND ended_at < ${daysAgo(batchDays)}`,
  )

/** Deletes the matching rows of a table; returns how many. Locked rows wait for the next run. */
async function deleteRows(db: Database, name: string, where: Sql): Promise<number> {
  const table = Prisma.raw(name)
  let deleted = 0
  for (;;) {
    const count = await db.$executeRaw`
      DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM ${table} WHERE ${where} LIMIT ${batchSize} FOR UPDATE SKIP LOCKED))`
    deleted += count
    if (count < batchSize) return deleted
  }
}

/**
 * Deleted users with data left, because another act ran during the deletion or an older version
 * erased less.
 */
async function eraseLeftovers(deps: CleanUpDeps): Promise<number> {
  const userIds = await findUnerased(deps.db, batchSize)
  for (const userId of userIds) {
    await deps.db.$transaction((tx) => eraseUser(tx, deps, userId, { at: deps.clock.now() }))
  }
  return userIds.length
}

async function removeOldAudit(deps: CleanUpDeps, cutoff: Date) {
  const { removed, heldAt } = await expireAudit(deps, cutoff)
  if (heldAt === null) return { auditEvents: removed }
  deps.log.error({ position: heldAt }, 'The audit log is damaged: see "rekey audit verify"')
  return { auditEvents: removed, auditHeldAt: Number(heldAt) }
}
