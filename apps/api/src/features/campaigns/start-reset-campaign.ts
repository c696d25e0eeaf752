import type { startResetCampaign as contract } from '@rekey/contracts/reset-campaigns'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import {
  noteStep,
  requireCampaign,
  requireSecondAdministrator,
  requireStatus,
} from './campaigns.ts'
import { findSecondAdministratorCauses } from './choose-users.ts'
import { requireShownCampaign } from './shown-campaign.ts'

/**
 * POST /reset-campaigns/{id}/start. Of parallel calls, one starts it. From here on, mails are sent
 * with the permissions of the caller. Whether a second administrator is needed is asked again,
 * because a user can have got access to the console since.
 */
export const startResetCampaign: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const body = await deps.db.$transaction(async (tx) => {
    const campaign = await requireCampaign(tx, params.id)
    requireStatus(campaign, ['draft'])
    await requireSomebody(tx, campaign.id)
    const secondAdministrator = await findSecondAdministratorCauses(tx, campaign.id)
    requireSecondAdministrator(campaign, secondAdministrator, caller)
    const at = deps.clock.now()
    await tx.resetCampaign.update({
      where: { id: campaign.id },
      data: {
        status: 'running',
        startedBy: caller.actorId,
        startedByUser: caller.user.id,
        startedAt: at,
        nextAt: at,
        secondAdministrator,
      },
    })
    const users = await tx.resetCampaignUser.count({
      where: { campaignId: campaign.id, outcome: 'queued' },
    })
    await noteStep(tx, deps, campaign.id, { step: 'started', by: input, details: { users } })
    return requireShownCampaign(tx, deps, campaign.id, caller)
  })
  return { status: 200, body }
}

async function requireSomebody(tx: Transaction, campaignId: string) {
  const first = await tx.resetCampaignUser.findFirst({ where: { campaignId, outcome: 'queued' } })
  if (first) return
  throw new Problem('conflict', { detail: 'None of these users can get a mail.' })
}
