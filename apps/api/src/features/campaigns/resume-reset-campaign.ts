import type { resumeResetCampaign as contract } from '@rekey/contracts/reset-campaigns'
import type { Deps } from '../../deps.ts'
import type { ResetCampaign } from '../../generated/prisma/client.ts'
import type { Caller } from '../../http/authenticate.ts'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import {
  noteStep,
  requireCampaign,
  requireSecondAdministrator,
  requireStatus,
} from './campaigns.ts'
import { findPermissions } from './find-permissions.ts'
import { requireShownCampaign } from './shown-campaign.ts'

/**
 * POST /reset-campaigns/{id}/resume. The pace begins anew, so the mails of the pause don't go out
 * all at once. The worker takes the mails that were held back within a second.
 */
export const resumeResetCampaign: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const body = await deps.db.$transaction(async (tx) => {
    const campaign = await requireCampaign(tx, params.id)
    requireStatus(campaign, ['paused'])
    const overrules = campaign.pausedBecause === 'trial'
    await tx.resetCampaign.update({
      where: { id: campaign.id },
      data: {
        status: 'running',
        pausedBecause: null,
        nextAt: deps.clock.now(),
        ...(overrules && { trialOutcome: 'overruled' }),
        ...(await newStarter(tx, deps, campaign, caller)),
      },
    })
    await noteStep(tx, deps, campaign.id, { step: 'resumed', by: input })
    return requireShownCampaign(tx, deps, campaign.id, caller)
  })
  return { status: 200, body }
}

/**
 * If the person who started the campaign lost the permission, the caller takes their place.
 * Otherwise a campaign that needs two administrators would go on with only one.
 */
async function newStarter(tx: Transaction, deps: Deps, campaign: ResetCampaign, caller: Caller) {
  const { startedBy, startedByUser } = campaign
  const starter = startedBy && startedByUser && { actorId: startedBy, userId: startedByUser }
  if (starter && (await findPermissions(tx, starter, deps.clock.now()))) return {}
  requireSecondAdministrator(campaign, campaign.secondAdministrator, caller)
  return { startedBy: caller.actorId, startedByUser: caller.user.id }
}
