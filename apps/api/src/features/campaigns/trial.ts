import { trialSize, trialTolerance } from '@rekey/contracts/reset-campaigns'
import type { Deps } from '../../deps.ts'
import type { ResetCampaign } from '../../generated/prisma/client.ts'
import { later, minute } from '../../lib/clock.ts'
import { type Database, sql, type Transaction } from '../../lib/database.ts'
import { noteStep, pauseCampaign } from './campaigns.ts'

/** How the first mails of a campaign fare. */
export type TrialFacts = {
  readonly sent: number
  /** Refused, returned, or given up. */
  readonly failed: number
  /** Still ours to send. */
  readonly open: number
  /** Accepted by our mail server, without any report about the delivery. */
  readonly unreported: number
  readonly lastAcceptedAt: Date | null
  /** Users without a mail, as far as they could belong to the trial. */
  readonly waiting: number
}

export async function findTrial(
  db: Database | Transaction,
  campaignId: string,
): Promise<TrialFacts> {
  const ofCampaign = sql`campaign_id = ${campaignId}::uuid`
  const isOpen = sql`outcome IN ('queued', 'sending')
    OR outcome = 'delayed' AND message.accepted_at IS NULL`
  const [facts] = await db.$queryRaw<[TrialFacts]>`
    SELECT count(*)::int AS sent,
      (count(*) FILTER (WHERE outcome IN ('refused', 'bounced', 'failed')))::int AS failed,
      (count(*) FILTER (WHERE ${isOpen}))::int AS open,
      (count(*) FILTER (WHERE outcome = 'accepted'))::int AS unreported,
      max(message.accepted_at) AS "lastAcceptedAt",
      (SELECT count(*)::int FROM (
        SELECT FROM reset_campaign_users
        WHERE ${ofCampaign} AND outcome = 'queued' AND message_id IS NULL LIMIT ${trialSize}
      ) AS rest) AS waiting
    FROM reset_campaign_users trial LEFT JOIN messages message ON message.id = message_id
    WHERE trial.campaign_id = ${campaignId}::uuid AND is_trial`
  return facts
}

/** A small campaign is a trial as a whole. */
export const sizeOf = ({ sent, waiting }: TrialFacts): number => Math.min(trialSize, sent + waiting)

/**
 * How long bounces are awaited after the last mail of the trial was accepted, where reports arrive
 * at all. Most addresses that don't exist are reported within seconds.
 */
const reportsWithin = 2 * minute

/**
 * Judges the first mails: too many failures pause the campaign, as soon as that is certain, and
 * also if bounces arrive after the rest has been allowed. Until the trial is decided, no other mail
 * may go out.
 * @returns how many mails may be queued now; null: the campaign has been paused
 */
export async function judgeTrial(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'config'>,
  campaign: ResetCampaign,
): Promise<number | null> {
  const { trialOutcome } = campaign
  if (trialOutcome === 'failed' || trialOutcome === 'overruled') return Number.POSITIVE_INFINITY
  const facts = await findTrial(tx, campaign.id)
  if (facts.failed > trialTolerance * sizeOf(facts)) return failTrial(tx, deps, campaign, facts)
  if (trialOutcome === 'passed') return Number.POSITIVE_INFINITY
  if (facts.sent < sizeOf(facts)) return sizeOf(facts) - facts.sent
  if (facts.open > 0 || isAwaitingReports(facts, deps)) return 0
  const trialAt = deps.clock.now()
  await tx.resetCampaign.update({
    where: { id: campaign.id },
    data: { trialOutcome: 'passed', trialAt },
  })
  const { sent, failed } = facts
  await noteStep(tx, deps, campaign.id, {
    step: 'trial-passed',
    by: null,
    details: { sent, failed },
  })
  return Number.POSITIVE_INFINITY
}

/** If nobody is left to get a mail, there is nothing to pause. */
async function failTrial(
  tx: Transaction,
  deps: Pick<Deps, 'clock'>,
  campaign: ResetCampaign,
  { waiting }: TrialFacts,
): Promise<number | null> {
  const data = { trialOutcome: 'failed', trialAt: deps.clock.now() } as const
  await tx.resetCampaign.update({ where: { id: campaign.id }, data })
  if (waiting === 0) return 0
  await pauseCampaign(tx, deps, campaign, 'trial', null)
  return null
}

function isAwaitingReports(
  { unreported, lastAcceptedAt }: TrialFacts,
  { config, clock }: Pick<Deps, 'clock' | 'config'>,
): boolean {
  const arrive = config.bounceAddress !== null || config.sendgridWebhookKey !== null
  if (!arrive || unreported === 0 || lastAcceptedAt === null) return false
  return clock.now() < later(lastAcceptedAt, reportsWithin)
}
