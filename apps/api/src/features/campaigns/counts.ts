import {
  type Campaign,
  type CampaignOutcome,
  campaignOutcome,
  type Exclusion,
  exclusion,
} from '@rekey/contracts/reset-campaigns'
import type { Database, Transaction } from '../../lib/database.ts'

export type Counts = Campaign['counts']

type Row = {
  readonly campaignId: string
  readonly outcome: CampaignOutcome
  readonly reason: string | null
  readonly count: number
}

/** How many users of each campaign are at which step, in one statement. */
export async function countUsers(
  db: Database | Transaction,
  campaigns: readonly { readonly id: string; readonly unknownUsers: number }[],
): Promise<ReadonlyMap<string, Counts>> {
  const ids = campaigns.map(({ id }) => id)
  const rows = await db.$queryRaw<Row[]>`
    SELECT campaign_id AS "campaignId", outcome, reason, count(*)::int AS count
    FROM reset_campaign_users WHERE campaign_id = ANY(${ids}::uuid[]) GROUP BY 1, 2, 3`
  const byCampaign = Map.groupBy(rows, ({ campaignId }) => campaignId)
  return new Map(
    campaigns.map(({ id, unknownUsers }) => [id, toCounts(byCampaign.get(id) ?? [], unknownUsers)]),
  )
}

/** Ids that nobody has count as excluded users. */
function toCounts(rows: readonly Row[], unknownUsers: number): Counts {
  const all: Pick<Row, 'outcome' | 'reason' | 'count'>[] = [
    ...rows,
    { outcome: 'not-sent', reason: 'no-such-user', count: unknownUsers },
  ]
  const excluded: Partial<Record<Exclusion, number>> = {}
  for (const { outcome, reason, count } of all) {
    if (outcome !== 'not-sent' || !isExclusion(reason) || count === 0) continue
    excluded[reason] = (excluded[reason] ?? 0) + count
  }
  const matched = sum(all.map(({ count }) => count))
  const toSend = matched - sum(Object.values(excluded))
  const steps = campaignOutcome.options.map((outcome) => [
    outcome,
    sum(all.filter((row) => row.outcome === outcome).map(({ count }) => count)),
  ])
  return { matched, toSend, excluded, ...(Object.fromEntries(steps) as Steps) }
}

type Steps = Record<CampaignOutcome, number>

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/** A mail that was cancelled belonged to the users who were to get one. */
const isExclusion = (reason: string | null): reason is Exclusion =>
  reason !== 'cancelled' && exclusion.options.some((each) => each === reason)
