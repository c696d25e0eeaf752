import type { Handlers } from '../../http/routes.ts'
import { cancelResetCampaign } from './cancel-reset-campaign.ts'
import { changeResetCampaign } from './change-reset-campaign.ts'
import { createResetCampaign } from './create-reset-campaign.ts'
import { exportCampaignUsers } from './export-campaign-users.ts'
import { listResetCampaignUsers } from './list-reset-campaign-users.ts'
import { listResetCampaigns } from './list-reset-campaigns.ts'
import { pauseResetCampaign } from './pause-reset-campaign.ts'
import { remindResetCampaign } from './remind-reset-campaign.ts'
import { resumeResetCampaign } from './resume-reset-campaign.ts'
import { showResetCampaign } from './show-reset-campaign.ts'
import { startResetCampaign } from './start-reset-campaign.ts'

export const campaigns = {
  listResetCampaigns,
  createResetCampaign,
  showResetCampaign,
  changeResetCampaign,
  startResetCampaign,
  pauseResetCampaign,
  resumeResetCampaign,
  cancelResetCampaign,
  remindResetCampaign,
  listResetCampaignUsers: { verb: listResetCampaignUsers, streamVerb: exportCampaignUsers },
} satisfies Partial<Handlers>
