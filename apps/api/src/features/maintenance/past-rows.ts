import { later } from '../../lib/clock.ts'
import { type Sql, sql } from '../../lib/database.ts'
import { keptFor } from '../../models/idempotent-calls.ts'

/** "This wasn't me" links work for this long, so the rows that they name stay. */
const disownDays = 30
const noSuchUserDays = 7
const webhookEventDays = 30
const deviceCookieDays = 180
/** The overview shows 90 days. */
const activityDays = 100

export type DaysAgo = (days: number) => Date

/** The rows that are past their retention, in the order in which they are deleted. */
export function pastRows(daysAgo: DaysAgo, messageDays: number) {
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
