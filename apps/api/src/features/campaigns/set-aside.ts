import { type Sql, sql, type Transaction } from '../../lib/database.ts'
import { lockFreeCampaign } from './campaigns.ts'

/** After so many failures, the user's mail counts as failed. */
const mostFailures = 5

/** Behind all other users of a campaign. */
const toTheEnd = 1_000_000

/** Puts the user whose turn it is behind all others, or gives the mail up. */
export const setAsideMail = (tx: Transaction, campaignId: string): Promise<void> =>
  setAside(
    tx,
    campaignId,
    sql`outcome = 'queued' AND message_id IS NULL`,
    sql`outcome = CASE WHEN failures + 1 >= ${mostFailures} THEN 'failed' ELSE outcome END,
      reason = CASE WHEN failures + 1 >= ${mostFailures} THEN 'could-not-be-written' END`,
  )

/** The same for a reminder. */
export const setAsideReminder = (tx: Transaction, campaignId: string): Promise<void> =>
  setAside(
    tx,
    campaignId,
    sql`reminder_outcome = 'queued' AND reminder_message_id IS NULL`,
    sql`reminder_outcome = CASE WHEN failures + 1 >= ${mostFailures} THEN 'failed'
      ELSE reminder_outcome END`,
  )

/** Under the lock of the campaign, as every other change of its users. */
async function setAside(tx: Transaction, campaignId: string, isDue: Sql, change: Sql) {
  if (!(await lockFreeCampaign(tx, campaignId))) return
  await tx.$executeRaw`
    UPDATE reset_campaign_users
    SET failures = failures + 1, position = position + ${toTheEnd}, ${change}
    WHERE campaign_id = ${campaignId}::uuid AND user_id = (
      SELECT user_id FROM reset_campaign_users
      WHERE campaign_id = ${campaignId}::uuid AND ${isDue} ORDER BY position LIMIT 1)`
}
