import type { remindResetCampaign as contract } from '@rekey/contracts/reset-campaigns'
import type { ResetCampaign } from '../../generated/prisma/client.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { noteStep, requireCampaign, requireStatus } from './campaigns.ts'
import { nextReminderAt } from './next-reminder.ts'
import { requireShownCampaign } from './shown-campaign.ts'

/**
 * POST /reset-campaigns/{id}/remind. The mails go out by the pace of the campaign, on the authority
 * of the caller (send-reminders.ts).
 */
export const remindResetCampaign: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const body = await deps.db.$transaction(async (tx) => {
    const campaign = await requireCampaign(tx, params.id)
    requireStatus(campaign, ['running', 'completed'])
    const at = deps.clock.now()
    requireDay(campaign, at)
    const users = await queueReminders(tx, campaign.id)
    if (users === 0) throw new Problem('conflict', { detail: 'There is nobody to remind.' })
    await tx.resetCampaign.update({
      where: { id: campaign.id },
      data: {
        isReminding: true,
        remindedBy: caller.actorId,
        remindedByUser: caller.user.id,
        remindedAt: at,
      },
    })
    await noteStep(tx, deps, campaign.id, { step: 'reminded', by: input, details: { users } })
    return requireShownCampaign(tx, deps, campaign.id, caller)
  })
  return { status: 200, body }
}

/** @throws Problem conflict */
function requireDay(campaign: ResetCampaign, now: Date) {
  const next = nextReminderAt(campaign, now)
  if (next === null) return
  throw new Problem('conflict', {
    detail: `Reminders can be sent once a day. The next one is possible at ${next.toISOString()}.`,
  })
}

/**
 * Everybody who has the mail and hasn't saved. A reminder that came back isn't repeated.
 * @returns how many
 */
async function queueReminders(tx: Transaction, campaignId: string): Promise<number> {
  await tx.$executeRaw`
    UPDATE reset_campaign_users SET reminder_outcome = NULL, reminder_message_id = NULL
    WHERE campaign_id = ${campaignId}::uuid
      AND reminder_outcome IS NOT NULL AND reminder_outcome NOT IN ('bounced', 'refused')`
  return tx.$executeRaw`
    UPDATE reset_campaign_users SET reminder_outcome = 'queued'
    WHERE campaign_id = ${campaignId}::uuid AND outcome IN ('accepted', 'delivered')
      AND reminder_outcome IS NULL`
}
