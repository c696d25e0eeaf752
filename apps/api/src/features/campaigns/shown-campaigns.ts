import type { Actor } from '@rekey/contracts/audit'
import type { MessageStatus } from '@rekey/contracts/messages'
import { messageStatus } from '@rekey/contracts/messages'
import type {
  Campaign,
  CampaignStatus,
  CampaignStep,
  ListedCampaign,
} from '@rekey/contracts/reset-campaigns'
import type { Deps } from '../../deps.ts'
import type { ResetCampaign } from '../../generated/prisma/client.ts'
import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import { later, minute } from '../../lib/clock.ts'
import type { Database, Transaction } from '../../lib/database.ts'
import type { Keyset, Moment } from '../../lib/keyset.ts'
import { actorIsKey, actorName, toActor } from '../../models/actor-name.ts'
import { type Counts, countUsers } from './counts.ts'
import { nextReminderAt } from './next-reminder.ts'
import { findTrial, sizeOf, type TrialFacts } from './trial.ts'

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

/** @throws Problem not-found */
export async function requireShownCampaign(
  db: Database | Transaction,
  { clock, settings }: Pick<Deps, 'clock' | 'settings'>,
  id: string,
  caller: Caller,
): Promise<Campaign> {
  const campaign = await db.resetCampaign.findUnique({
    where: { id },
    include: { steps: { orderBy: { id: 'asc' } } },
  })
  if (!campaign) throw new Problem('not-found')
  const counts = requireCounts(await countUsers(db, [campaign]), campaign)
  const { steps } = campaign
  const ids = [...actorsOf(campaign), ...steps.map(({ actorId }) => actorId)]
  const actors = await findActors(db, ids)
  const facts = await findTrial(db, id)
  const reminderCounts = await countReminders(db, id)
  const now = clock.now()
  const { startedResetLifetimeHours, temporaryPasswordHours } = await settings.current()
  return {
    ...toListed(campaign, counts, actors),
    codeHours: startedResetLifetimeHours,
    temporaryPasswordHours,
    secondAdministrator: campaign.secondAdministrator,
    mayStart: mayStart(campaign, counts, caller),
    pause: pauseOf(campaign, actors),
    trial: trialOf(campaign, facts),
    notSavedYet: counts.accepted + counts.delivered,
    reminders: {
      lastAt: instant(campaign.remindedAt),
      nextAt: instant(nextReminderAt(campaign, now)),
      counts: reminderCounts,
    },
    expectedEndAt: instant(expectedEnd(campaign, counts, now)),
    history: steps.map(({ step, at, actorId, details }) => ({
      step,
      at: at.toISOString(),
      by: actors.get(actorId ?? '') ?? null,
      details,
    })),
  }
}

type Actors = ReadonlyMap<string, Actor>

const actorsOf = ({ createdBy, startedBy }: ResetCampaign) => [createdBy, startedBy]

async function findActors(
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

function toListed(campaign: ResetCampaign, counts: Counts, actors: Actors): ListedCampaign {
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

function mayStart(
  { status, secondAdministrator, createdByUser }: ResetCampaign,
  { toSend }: Counts,
  { user }: Caller,
): boolean {
  const isSecond = secondAdministrator.length === 0 || user.id !== createdByUser
  return status === 'draft' && toSend > 0 && isSecond
}

type Step = { step: CampaignStep; at: Date; actorId: string | null }

function pauseOf(
  { status, pausedBecause, steps }: ResetCampaign & { readonly steps: readonly Step[] },
  actors: Actors,
): Campaign['pause'] {
  const newest = steps.findLast(({ step }) => step === 'paused')
  if (status !== 'paused' || !pausedBecause || !newest) return null
  const by = actors.get(newest.actorId ?? '') ?? null
  return { cause: pausedBecause, at: newest.at.toISOString(), by }
}

const trialOf = (campaign: ResetCampaign, facts: TrialFacts): Campaign['trial'] => ({
  outcome: campaign.trialOutcome,
  size: sizeOf(facts),
  sent: facts.sent,
  failed: facts.failed,
  at: instant(campaign.trialAt),
})

async function countReminders(db: Database | Transaction, id: string) {
  const rows = await db.$queryRaw<{ status: MessageStatus; count: number }[]>`
    SELECT reminder_outcome AS status, count(*)::int AS count FROM reset_campaign_users
    WHERE campaign_id = ${id}::uuid AND reminder_outcome IS NOT NULL GROUP BY 1`
  const counts = new Map(rows.map(({ status, count }) => [status, count]))
  const all = messageStatus.options.map((status) => [status, counts.get(status) ?? 0])
  return Object.fromEntries(all) as Record<MessageStatus, number>
}

const expectedEnd = ({ status, perMinute }: ResetCampaign, { queued }: Counts, now: Date) =>
  status === 'running' ? later(now, Math.ceil((queued * minute) / perMinute)) : null

function requireCounts(counts: ReadonlyMap<string, Counts>, { id }: ResetCampaign): Counts {
  const found = counts.get(id)
  if (!found) throw new Error('Each campaign has its counts')
  return found
}

const instant = (at: Date | null) => at?.toISOString() ?? null
