import { type MessageStatus, messageStatus } from '@rekey/contracts/messages'
import type { Campaign } from '@rekey/contracts/reset-campaigns'
import type { Deps } from '../../deps.ts'
import type { ResetCampaign, ResetCampaignStep } from '../../generated/prisma/client.ts'
import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import { instant, later, minute } from '../../lib/clock.ts'
import type { Database, Transaction } from '../../lib/database.ts'
import { type Counts, countUsers } from './counts.ts'
import { type Actors, actorsOf, findActors, requireCounts, toListed } from './listed-campaigns.ts'
import { nextReminderAt } from './next-reminder.ts'
import { findTrial, sizeOf, type TrialFacts } from './trial.ts'

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
  const { steps } = campaign
  const counts = requireCounts(await countUsers(db, [campaign]), campaign)
  const actorIds = [...actorsOf(campaign), ...steps.map(({ actorId }) => actorId)]
  const actors = await findActors(db, actorIds)
  const facts = await findTrial(db, id)
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
    reminders: await findReminders(db, campaign, now),
    expectedEndAt: instant(expectedEnd(campaign, counts, now)),
    history: steps.map((step) => toHistory(step, actors)),
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

function pauseOf(
  {
    status,
    pausedBecause,
    steps,
  }: ResetCampaign & { readonly steps: readonly ResetCampaignStep[] },
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

async function findReminders(db: Database | Transaction, campaign: ResetCampaign, now: Date) {
  return {
    lastAt: instant(campaign.remindedAt),
    nextAt: instant(nextReminderAt(campaign, now)),
    counts: await countReminders(db, campaign.id),
  }
}

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

const toHistory = ({ step, at, actorId, details }: ResetCampaignStep, actors: Actors) => ({
  step,
  at: at.toISOString(),
  by: actors.get(actorId ?? '') ?? null,
  details,
})
