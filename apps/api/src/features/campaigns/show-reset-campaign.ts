import type { showResetCampaign as contract } from '@rekey/contracts/reset-campaigns'
import type { Verb } from '../../http/routes.ts'
import { requireShownCampaign } from './shown-campaign.ts'

/** GET /reset-campaigns/{id}. */
export const showResetCampaign: Verb<typeof contract> = async ({ params, caller }, deps) => ({
  status: 200,
  body: await requireShownCampaign(deps.db, deps, params.id, caller),
})
