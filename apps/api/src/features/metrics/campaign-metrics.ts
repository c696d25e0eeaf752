import type { CampaignStatus } from '@rekey/contracts/reset-campaigns'
import type { Database } from '../../lib/database.ts'
import type { Describe } from './stored-metrics.ts'

const open = ['draft', 'running', 'paused'] as const satisfies readonly CampaignStatus[]

/** Campaigns that are not over, and the users who wait for their mails. */
export const describeCampaigns: Describe = async (gauge, db) => {
  const [statuses, waiting] = await Promise.all([countStatuses(db), countWaiting(db)])
  const ofStatuses = gauge('reset_campaigns', 'Reset campaigns that are not over', ['status'])
  for (const status of open) ofStatuses.set({ status }, statuses.get(status) ?? 0)
  const help = 'Users of running and paused campaigns whose mail is not queued yet'
  gauge('reset_campaign_users_waiting', help).set(waiting)
}

async function countStatuses(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.resetCampaign.groupBy({ by: ['status'], _count: true })
  return new Map(rows.map(({ status, _count }) => [status, _count]))
}

async function countWaiting(db: Database): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM reset_campaign_users
    JOIN reset_campaigns campaign ON campaign.id = campaign_id
    WHERE outcome = 'queued' AND message_id IS NULL AND campaign.status IN ('running', 'paused')`
  return row?.count ?? 0
}
