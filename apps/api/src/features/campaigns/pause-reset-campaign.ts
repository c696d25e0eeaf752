import type { pauseResetCampaign as contract } from '@rekey/contracts/reset-campaigns'
import type { Verb } from '../../http/routes.ts'
import { pauseCampaign, requireCampaign, requireStatus } from './campaigns.ts'
import { requireShownCampaign } from './shown-campaign.ts'

/**
 * POST /reset-campaigns/{id}/pause. Acts at once: no further mail is queued, and a mail that is
 * waiting in the queue is held back when its turn comes. Only mails that are being handed to the
 * mail server at this moment still go out.
 */
export const pauseResetCampaign: Verb<typeof contract> = async (input, deps) => {
  const body = await deps.db.$transaction(async (tx) => {
    const campaign = await requireCampaign(tx, input.params.id)
    requireStatus(campaign, ['running'])
    await pauseCampaign(tx, deps, campaign, 'administrator', input)
    return requireShownCampaign(tx, deps, campaign.id, input.caller)
  })
  return { status: 200, body }
}
