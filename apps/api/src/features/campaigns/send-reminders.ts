import type { Deps } from '../../deps.ts'
import type { ResetCampaign } from '../../generated/prisma/client.ts'
import { type Sql, sql, type Transaction, waitBriefly } from '../../lib/database.ts'
import { findBeyond } from '../../models/beyond-permissions.ts'
import { judgedColumns } from '../../models/judge-user.ts'
import { lockFreeCampaign } from './campaigns.ts'
import { findPermissions } from './find-permissions.ts'
import { turnOf } from './pace.ts'
import { type Due, remindUsers } from './remind-users.ts'
import { roomInQueue } from './room-in-queue.ts'

/**
 * Queues the reminders that are due, by the pace of their campaign and in one transaction, as waves
 * do (send-wave.ts).
 * @param most how many users at most
 * @returns how many it was
 */
export async function sendReminders(
  tx: Transaction,
  deps: Deps,
  campaignId: string,
  most: number,
): Promise<number> {
  const campaign = await lockFreeCampaign(tx, campaignId)
  if (!campaign?.isReminding || !['running', 'completed'].includes(campaign.status)) return 0
  const permissions = await findPermissions(tx, reminderOf(campaign), deps.clock.now())
  const room = Math.min(most, await roomInQueue(tx, campaign))
  const turn = turnOf(campaign, deps.clock.now(), room)
  if (permissions && turn.count === 0) return 0
  const due = permissions
    ? await takeDue(tx, campaign.id, turn.count, await findBeyond(tx, permissions))
    : []
  if (due.length === 0) {
    await stopReminding(tx, campaign)
    return 0
  }
  const { nextAt } = turn
  await tx.resetCampaign.update({ where: { id: campaign.id }, data: { nextAt } })
  await remindUsers(tx, deps, campaign, due)
  return due.length
}

function reminderOf({ remindedBy, remindedByUser }: ResetCampaign) {
  if (!remindedBy || !remindedByUser) throw new Error('Somebody sends each reminder')
  return { actorId: remindedBy, userId: remindedByUser }
}

async function stopReminding(tx: Transaction, { id }: ResetCampaign) {
  await tx.$executeRaw`
    UPDATE reset_campaign_users SET reminder_outcome = 'not-sent'
    WHERE campaign_id = ${id}::uuid AND ${isDue}`
  await tx.resetCampaign.update({ where: { id }, data: { isReminding: false } })
}

const isDue = sql`reminder_outcome = 'queued' AND reminder_message_id IS NULL`

/** Locks them in the order of their ids, so that two sets can't deadlock. */
async function takeDue(tx: Transaction, campaignId: string, count: number, beyond: Sql) {
  await waitBriefly(tx, Array.from({ length: count }))
  return tx.$queryRaw<Due[]>`
    WITH due AS (
      SELECT user_id, reset_id, outcome FROM reset_campaign_users
      WHERE campaign_id = ${campaignId}::uuid AND ${isDue} ORDER BY position LIMIT ${count}
    )
    SELECT ${judgedColumns(beyond)}, due.reset_id AS "resetId",
      outcome IN ('accepted', 'delivered') AS "isWaiting"
    FROM users owner JOIN due ON due.user_id = owner.id ORDER BY owner.id FOR UPDATE OF owner`
}
