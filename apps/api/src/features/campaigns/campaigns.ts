import type {
  CampaignStatus,
  CampaignStep,
  PauseCause,
  SecondAdministratorCause,
} from '@rekey/contracts/reset-campaigns'
import type { Deps } from '../../deps.ts'
import type { ResetCampaign } from '../../generated/prisma/client.ts'
import { auditBy, type By } from '../../guards/audit-by.ts'
import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import type { JsonObject } from '../../models/audit-content.ts'

/**
 * Reads and locks a campaign that a call changes. Waves lock it too, so a call and a wave never
 * change it at the same time. Lock order: campaign, user, reset, message, user of the campaign.
 * @throws Problem not-found
 */
export async function requireCampaign(tx: Transaction, id: string): Promise<ResetCampaign> {
  await tx.$queryRaw`SELECT 1 FROM reset_campaigns WHERE id = ${id}::uuid FOR UPDATE`
  const campaign = await tx.resetCampaign.findUnique({ where: { id } })
  if (!campaign) throw new Problem('not-found')
  return campaign
}

/** Null: the campaign doesn't exist, or somebody else has locked it and will do the work. */
export async function lockFreeCampaign(tx: Transaction, id: string): Promise<ResetCampaign | null> {
  const free = await tx.$queryRaw<object[]>`
    SELECT 1 FROM reset_campaigns WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`
  return free.length === 0 ? null : tx.resetCampaign.findUnique({ where: { id } })
}

const sentences: Readonly<Record<CampaignStatus, string>> = {
  draft: 'This campaign hasn’t been started.',
  running: 'This campaign is already running.',
  paused: 'This campaign is paused.',
  completed: 'This campaign is completed.',
  cancelled: 'This campaign was cancelled.',
}

/** @throws Problem conflict */
export function requireStatus({ status }: ResetCampaign, allowed: readonly CampaignStatus[]): void {
  if (!allowed.includes(status)) throw new Problem('conflict', { detail: sentences[status] })
}

/**
 * A second administrator is somebody else than the person who created the campaign.
 * @throws Problem not-permitted
 */
export function requireSecondAdministrator(
  { createdByUser }: Pick<ResetCampaign, 'createdByUser'>,
  causes: readonly SecondAdministratorCause[],
  { user }: Caller,
): void {
  if (causes.length === 0 || user.id !== createdByUser) return
  throw new Problem('not-permitted', {
    detail: 'A second administrator must start this campaign, because you created it.',
  })
}

type Noted = {
  readonly step: CampaignStep
  /** Null: Rekey itself. */
  readonly by: By | null
  readonly details?: JsonObject
  /** What an erasure may remove from the audit log. */
  readonly personal?: JsonObject
}

/** Writes a step into the history of a campaign, and into the audit log. */
export async function noteStep(
  tx: Transaction,
  deps: Pick<Deps, 'clock'>,
  campaignId: string,
  { step, by, details = {}, personal = {} }: Noted,
): Promise<void> {
  const at = deps.clock.now()
  const actorId = by?.caller.actorId ?? null
  await tx.resetCampaignStep.create({ data: { campaignId, step, at, actorId, details } })
  if (step === 'trial-passed') return
  const action = `reset-campaign.${step}` as const
  const facts = { campaignId, ...details }
  if (by) await auditBy(tx, deps, by, action, personal, facts)
  else await recordAudit(tx, { action, at, details: facts })
}

/** Pauses a running campaign; mails that wait are held back from now on. */
export async function pauseCampaign(
  tx: Transaction,
  deps: Pick<Deps, 'clock'>,
  { id }: ResetCampaign,
  cause: PauseCause,
  by: By | null,
): Promise<void> {
  await tx.resetCampaign.update({
    where: { id },
    data: { status: 'paused', pausedBecause: cause },
  })
  await noteStep(tx, deps, id, { step: 'paused', by, details: { cause } })
}
