import type { CampaignUser } from '@rekey/contracts/reset-campaigns'
import { messageAdvice } from '../../models/message-advice.ts'

const beyond = 'Ask an administrator who has these permissions to send the reset.'

/** What to do about a mail that wasn't sent or didn't arrive. */
export const adviceFor = (reason: NonNullable<CampaignUser['reason']>): string | null =>
  reason === 'beyond-permissions' ? beyond : messageAdvice[reason]
