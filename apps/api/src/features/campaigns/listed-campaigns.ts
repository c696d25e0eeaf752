import type { Actor } from '@rekey/contracts/audit'
import type { CampaignStatus, ListedCampaign } from '@rekey/contracts/reset-campaigns'
import type { ResetCampaign } from '../../generated/prisma/client.ts'
import { instant } from '../../lib/clock.ts'
import type { Database, Transaction } from '../../lib/database.ts'
import type { Keyset, Moment } from '../../lib/keyset.ts'
import { actorIsKey, actorName, toActor } from '../../models/actor-name.ts'
import { type Counts, countUsers } from './counts.ts'

/** Newest first, or backwards from a place; one more than the limit. */
export async function findCampaignPage(
  db: Database,
  { limit, from }: Keyset<Moment>,
  status: CampaignStatus | null,
): Promise<ListedCampaign[]> {
  const isBack = from?.direction === 'before'
  const order = isBack ? 'asc' : 'desc'
  const beyond = isBack ? 'gt' : 'lt'
  const campaigns = await db.resetCampaign.findMany({
    where: {
      ...(status && { status }),
      ...(from && {
        OR: [
          { createdAt: { [beyond]: from.position.at } },
          { createdAt: from.position.at, id: { [beyond]: from.position.id } },
        ],
      }),
    },
    orderBy: [{ createdAt: order }, { id: order }],
    take: limit + 1,
  })
  const counts = await countUsers(db, campaigns)
  const actors = await findActors(db, campaigns.flatMap(actorsOf))
  return campaigns.map((campaign) => toListed(campaign, requireCounts(counts, campaign), actors))
}

export type Actors = ReadonlyMap<string, Actor>

export const actorsOf = ({ createdBy, startedBy }: ResetCampaign) => [createdBy, startedBy]

export async function findActors(
  db: Database | Transaction,
  ids: readonly (string | null)[],
): Promise<Actors> {
  const known = [...new Set(ids.filter((id) => id !== null))]
  const rows = await db.$queryRaw<{ id: string; name: string | null; isKey: boolean }[]>`
    SELECT actor_id AS id, ${actorName} AS name, ${actorIsKey} AS "isKey"
    FROM unnest(${known}::uuid[]) AS given (actor_id)`
  return new Map(
    rows.flatMap(({ id, name, isKey }) => {
      const actor = toActor(id, name, isKey)
      return actor ? [[id, actor] as const] : []
    }),
  )
}

export function toListed(campaign: ResetCampaign, counts: Counts, actors: Actors): ListedCampaign {
  const { id, name, status, reason, method, endSessions, blockCurrentPassword } = campaign
  return {
    id,
    name,
    status,
    reason,
    method,
    endSessions,
    blockCurrentPassword,
    perMinute: campaign.perMinute,
    filter: campaign.filter,
    createdBy: actors.get(campaign.createdBy) ?? null,
    createdAt: campaign.createdAt.toISOString(),
    startedBy: actors.get(campaign.startedBy ?? '') ?? null,
    startedAt: instant(campaign.startedAt),
    endedAt: instant(campaign.endedAt),
    counts,
  }
}

export function requireCounts(counts: ReadonlyMap<string, Counts>, { id }: ResetCampaign): Counts {
  const found = counts.get(id)
  if (!found) throw new Error('Each campaign has its counts')
  return found
}
