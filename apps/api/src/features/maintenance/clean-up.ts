import type { Deps } from '../../deps.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { day, later } from '../../lib/clock.ts'
import { type Database, type Sql, sql } from '../../lib/database.ts'
import { mendUserCounts } from '../../models/activity-counts.ts'
import { eraseUser, findUnerased } from '../../models/erase-user.ts'
import { keptFor } from '../../models/idempotent-calls.ts'
import { expireAudit } from './expire-audit.ts'

type CleanUpDeps = Pick<Deps, 'db' | 'keys' | 'settings' | 'clock' | 'log'>

/** "This wasn't me" links work for this long, so the rows that they name stay. */
const disownDays = 30
const noSuchUserDays = 7
const webhookEventDays = 30
const deviceCookieDays = 180
const batchDays = 30
/** The overview shows 90 days. */
const activityDays = 100

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

type DaysAgo = (days: number) => Date

/** The rows that are past their retention, in the order in which they are deleted. */
function pastRows(daysAgo: DaysAgo, messageDays: number) {
  const now = daysAgo(0)
  const messagesFrom = daysAgo(Math.max(messageDays, disownDays))
  return {
    sessions: ['sessions', sql`expires_at < ${now}`],
    // Retention starts when the mail left, since its links work from then on.
    messages: [
      'messages',
      sql`asked_at < ${messagesFrom} AND COALESCE(accepted_at, asked_at) < ${messagesFrom}`,
    ],
    unknownNames: [
      'messages',
      sql`asked_at < ${daysAgo(noSuchUserDays)} AND reason = 'no-such-user'`,
    ],
    resets: ['resets', sql`COALESCE(ended_at, expires_at) < ${daysAgo(disownDays)}`],
    ssoFlows: ['sso_flows', sql`expires_at < ${now}`],
    // Longer than the flow in which they could be proved, because their mails' "This wasn't me"
    // needs them.
    unprovedIdentities: [
      'sso_identities',
      sql`linked_at IS NULL AND created_at < ${daysAgo(1)}
        AND NOT EXISTS (SELECT 1 FROM resets WHERE identity_id = sso_identities.id)`,
    ],
    signInWaits: [
      'sign_in_waits',
      sql`forgotten_at < ${daysAgo(1)} AND COALESCE(wait_until, forgotten_at) < ${daysAgo(1)}`,
    ],
    idempotentCalls: ['idempotent_calls', sql`created_at < ${later(now, -keptFor)}`],
    // Their deliveries and tries go with them.
    webhookEvents: ['webhook_events', sql`at < ${daysAgo(webhookEventDays)}`],
    webhookSecrets: ['webhook_secrets', sql`expires_at < ${now}`],
    activityCounts: ['activity_counts', sql`at < ${daysAgo(activityDays)}`],
    signInChallenges: ['sign_in_challenges', sql`expires_at < ${now}`],
    spentChallenges: ['spent_challenges', sql`expires_at < ${now}`],
    mailedCodes: ['mailed_codes', sql`expires_at < ${daysAgo(disownDays)}`],
    unconfirmedAddresses: [
      'recovery_addresses',
      sql`confirmed_at IS NULL AND created_at < ${daysAgo(1)}`,
    ],
    // Authenticator apps that nobody confirmed.
    unconfirmedFactors: [
      'second_factors',
      sql`confirmed_at IS NULL AND created_at < ${daysAgo(1)}`,
    ],
    // Those that nobody confirmed have no other end. One that waits for its time stays.
    factorRecoveries: [
      'factor_recoveries',
      sql`COALESCE(closed_at, CASE WHEN due_at IS NULL THEN started_at END) < ${daysAgo(disownDays)}`,
    ],
    deviceBudgets: ['device_budgets', sql`updated_at < ${daysAgo(deviceCookieDays)}`],
  } as const satisfies Record<string, readonly [table: string, isPast: Sql]>
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
