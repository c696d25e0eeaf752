import type { cancelResetCampaign as contract } from '@rekey/contracts/reset-campaigns'
import type { Verb } from '../../http/routes.ts'
import { sql, type Transaction } from '../../lib/database.ts'
import { cancelUnsent, hasLeftElsewhere } from '../../models/cancel-unsent.ts'
import { noteStep, requireCampaign, requireStatus } from './campaigns.ts'
import { requireShownCampaign } from './shown-campaign.ts'

/**
 * POST /reset-campaigns/{id}/cancel. Nobody else gets a mail. What was sent stays valid. A mail
 * that is being handed to the mail server at this moment counts as sent.
 */
export const cancelResetCampaign: Verb<typeof contract> = async (input, deps) => {
  const body = await deps.db.$transaction(async (tx) => {
    const campaign = await requireCampaign(tx, input.params.id)
    requireStatus(campaign, ['draft', 'running', 'paused'])
    const at = deps.clock.now()
    await tx.resetCampaign.update({
      where: { id: campaign.id },
      data: { status: 'cancelled', endedAt: at, pausedBecause: null, isReminding: false },
    })
    await cancelUnsent(tx, sql`campaign_id = ${campaign.id}::uuid`, at)
    await keepSent(tx, campaign.id)
    const users = await leaveOut(tx, campaign.id)
    await noteStep(tx, deps, campaign.id, { step: 'cancelled', by: input, details: { users } })
    return requireShownCampaign(tx, deps, campaign.id, input.caller)
  })
  return { status: 200, body }
}

/** Users who got the mail at a recovery address have it. */
const keepSent = (tx: Transaction, campaignId: string) =>
  tx.$executeRaw`
    UPDATE reset_campaign_users SET outcome = 'accepted', reason = NULL FROM messages
    WHERE reset_campaign_users.campaign_id = ${campaignId}::uuid AND outcome = 'not-sent'
      AND messages.id = message_id AND ${hasLeftElsewhere}`

/** @returns how many users get no mail, apart from those whose mail was queued */
async function leaveOut(tx: Transaction, campaignId: string): Promise<number> {
  const ofCampaign = sql`campaign_id = ${campaignId}::uuid`
  await tx.$executeRaw`
    UPDATE reset_campaign_users SET reminder_outcome = 'not-sent'
    WHERE ${ofCampaign} AND reminder_outcome = 'queued' AND reminder_message_id IS NULL`
  return tx.$executeRaw`
    UPDATE reset_campaign_users SET outcome = 'not-sent', reason = 'cancelled'
    WHERE ${ofCampaign} AND outcome = 'queued' AND message_id IS NULL`
}
