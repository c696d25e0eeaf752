import { trialSize } from '@rekey/contracts/reset-campaigns'
import type { RecoveryMethod, Settings } from '@rekey/contracts/settings'
import type { Deps } from '../../deps.ts'
import type { ResetCampaign } from '../../generated/prisma/client.ts'
import { lanes } from '../../jobs/lanes.ts'
import { rowsAsTable, sql, type Transaction, waitBriefly } from '../../lib/database.ts'
import { recordAudits } from '../../models/audit.ts'
import { findBeyond } from '../../models/beyond-permissions.ts'
import { exclusionOf, type JudgedUser, judgedColumns, methodFor } from '../../models/judge-user.ts'
import { shutOut } from '../../models/shut-out.ts'
import { type StartedReset, startResets } from '../../models/start-reset.ts'
import { lockFreeCampaign, noteStep, pauseCampaign } from './campaigns.ts'
import { writeExclusions } from './choose-users.ts'
import { findPermissions } from './find-permissions.ts'
import { turnOf } from './pace.ts'
import { countOpen, roomInQueue } from './room-in-queue.ts'
import { findTrial, judgeTrial } from './trial.ts'

/**
 * Queues the mails that are due by the pace of a campaign. Resets, mails, their jobs and the notes
 * about who has one are committed together, under the lock of the campaign. So a worker that is
 * killed, or a second worker, makes nobody's mail go out twice or get lost.
 * @param most how many users at most
 * @returns how many it was
 */
export async function sendWave(
  tx: Transaction,
  deps: Deps,
  campaignId: string,
  most: number,
): Promise<number> {
  const campaign = await lockFreeCampaign(tx, campaignId)
  if (campaign?.status !== 'running') return 0
  const permissions = await findPermissions(tx, starterOf(campaign), deps.clock.now())
  const allowed = permissions ? await judgeTrial(tx, deps, campaign) : null
  if (!permissions) await pauseCampaign(tx, deps, campaign, 'starter', null)
  if (!permissions || allowed === null) return 0
  const room = Math.min(most, allowed, await roomInQueue(tx, campaign))
  const turn = turnOf(campaign, deps.clock.now(), room)
  const users = await takeUsers(tx, campaign.id, turn.count, await findBeyond(tx, permissions))
  if (users.length === 0) await completeIfOver(tx, deps, campaign)
  else await sendTo(tx, deps, { ...campaign, nextAt: turn.nextAt }, users)
  return users.length
}

function starterOf({ startedBy, startedByUser }: ResetCampaign) {
  if (!startedBy || !startedByUser) throw new Error('Somebody started each campaign that runs')
  return { actorId: startedBy, userId: startedByUser }
}

/** The next users, locked in the order of their ids, so that two sets can't deadlock. */
async function takeUsers(
  tx: Transaction,
  campaignId: string,
  count: number,
  beyond: Awaited<ReturnType<typeof findBeyond>>,
): Promise<JudgedUser[]> {
  if (count === 0) return []
  await waitBriefly(tx, Array.from({ length: count }))
  return tx.$queryRaw<JudgedUser[]>`
    WITH due AS (
      SELECT user_id FROM reset_campaign_users
      WHERE campaign_id = ${campaignId}::uuid AND outcome = 'queued' AND message_id IS NULL
      ORDER BY position LIMIT ${count}
    )
    SELECT ${judgedColumns(beyond)} FROM users owner JOIN due ON due.user_id = owner.id
    ORDER BY owner.id FOR UPDATE OF owner`
}

/** Each user is judged again, since hours can lie between the choice and the mail. */
async function sendTo(
  tx: Transaction,
  deps: Deps,
  campaign: ResetCampaign,
  users: readonly JudgedUser[],
) {
  const settings = await deps.settings.current()
  const at = deps.clock.now()
  const { id, nextAt } = campaign
  await tx.resetCampaign.update({ where: { id }, data: { nextAt } })
  await writeExclusions(tx, campaign.id, users, settings)
  const mailed = users.filter((user) => exclusionOf(user, settings) === null)
  if (mailed.length === 0) return
  const starts = mailed.map((user) => startOf(user, campaign, settings))
  const resets = await startResets(tx, deps, starts, { lane: lanes.bulk, campaignId: id })
  const userIds = mailed.map((user) => user.id)
  const sessionsEnded = await shutOut(tx, userIds, campaign, at)
  await noteMails(tx, campaign, resets, at)
  await recordAudits(
    tx,
    starts.map(({ user, method }) => ({
      action: 'password-reset.started' as const,
      at,
      actorId: campaign.startedBy,
      userId: user.id,
      details: factsOf(campaign, user, { method, sessionsEnded: sessionsEnded.get(user.id) ?? 0 }),
      personal: { username: user.username, reason: campaign.reason },
    })),
  )
}

const startOf = (user: JudgedUser, { method }: ResetCampaign, settings: Settings) => ({
  user,
  method: methodFor(user, method, settings),
})

const factsOf = (
  { id, endSessions, blockCurrentPassword }: ResetCampaign,
  { signInMethod }: JudgedUser,
  facts: { readonly method: RecoveryMethod; readonly sessionsEnded: number },
) => ({
  campaignId: id,
  ...facts,
  ...(signInMethod === 'sso' && { purpose: 'console' }),
  endSessions,
  blockCurrentPassword,
})

/** The first mails are the trial. */
async function noteMails(
  tx: Transaction,
  campaign: ResetCampaign,
  resets: readonly StartedReset[],
  at: Date,
) {
  const { sent } = await findTrial(tx, campaign.id)
  const rows = resets.map(({ id, userId, messageId }, n) => ({
    userId,
    messageId,
    resetId: id,
    isTrial: sent + n < trialSize,
  }))
  await tx.$executeRaw`
    UPDATE reset_campaign_users SET message_id = given."messageId", reset_id = given."resetId",
      is_trial = given."isTrial", sent_at = ${at}
    FROM ${rowsAsTable(rows, sql`"userId" uuid, "messageId" uuid, "resetId" uuid, "isTrial" boolean`)}
    WHERE campaign_id = ${campaign.id}::uuid AND user_id = given."userId"`
}

/** It is over when every user has had their turn, and no mail is still ours to send. */
async function completeIfOver(tx: Transaction, deps: Deps, { id }: ResetCampaign) {
  const waiting = await tx.resetCampaignUser.findFirst({
    where: { campaignId: id, outcome: 'queued', messageId: null },
    select: { position: true },
  })
  if (waiting || (await countOpen(tx, id)) > 0) return
  const at = deps.clock.now()
  await tx.resetCampaign.update({ where: { id }, data: { status: 'completed', endedAt: at } })
  await tx.resetCampaign.updateMany({
    where: { id, trialOutcome: 'pending' },
    data: { trialOutcome: 'passed', trialAt: at },
  })
  await noteStep(tx, deps, id, { step: 'completed', by: null })
}
