import type { changeResetCampaign as contract } from '@rekey/contracts/reset-campaigns'
import type { Verb } from '../../http/routes.ts'
import { noteStep, requireCampaign, requireStatus } from './campaigns.ts'
import { requireShownCampaign } from './shown-campaign.ts'

/**
 * PATCH /reset-campaigns/{id}. A faster pace counts at once, not after the wait of the slow one.
 */
export const changeResetCampaign: Verb<typeof contract> = async (input, deps) => {
  const { perMinute } = input.body
  const body = await deps.db.$transaction(async (tx) => {
    const campaign = await requireCampaign(tx, input.params.id)
    requireStatus(campaign, ['draft', 'running', 'paused'])
    if (campaign.perMinute !== perMinute) {
      const nextAt = deps.clock.now()
      await tx.resetCampaign.update({ where: { id: campaign.id }, data: { perMinute, nextAt } })
      const details = { before: { perMinute: campaign.perMinute }, after: { perMinute } }
      await noteStep(tx, deps, campaign.id, { step: 'changed', by: input, details })
    }
    return requireShownCampaign(tx, deps, campaign.id, input.caller)
  })
  return { status: 200, body }
}
