import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import type { Reset, ResetCampaign } from '../../generated/prisma/client.ts'
import { lanes } from '../../jobs/lanes.ts'
import { rowsAsTable, type Sql, sql, type Transaction, waitBriefly } from '../../lib/database.ts'
import { recordAudits } from '../../models/audit.ts'
import { findBeyond } from '../../models/beyond-permissions.ts'
import { exclusionOf, type JudgedUser, judgedColumns, methodFor } from '../../models/judge-user.ts'
import { queueOpeningMails } from '../../models/opening-mails.ts'
import { templateOf } from '../../models/purposes.ts'
import { isWorthMailing } from '../../models/reset-time.ts'
import { startResets } from '../../models/start-reset.ts'
import { lockFreeCampaign } from './campaigns.ts'
import { findPermissions } from './find-permissions.ts'
import { turnOf } from './pace.ts'
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
  if (due.length === 0) await stopReminding(tx, campaign)
  else await remind(tx, deps, { ...campaign, nextAt: turn.nextAt }, due)
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

type Due = JudgedUser & {
  /** False: they have saved a password since, or their mail came back. */
  readonly isWaiting: boolean
  readonly resetId: string | null
}

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

/** The same secrets while they live, and otherwise a new reset, as when one mail is sent again. */
async function remind(tx: Transaction, deps: Deps, campaign: ResetCampaign, due: readonly Due[]) {
  const { id, nextAt } = campaign
  await tx.resetCampaign.update({ where: { id }, data: { nextAt } })
  const settings = await deps.settings.current()
  const resets = await findResets(tx, due)
  const mailed = due.filter(
    (user) =>
      user.isWaiting &&
      exclusionOf(user, settings) === null &&
      resets.get(user.id)?.endReason !== 'disowned',
  )
  const [again, anew] = [[] as Again[], [] as Due[]]
  for (const user of mailed) {
    const reset = resets.get(user.id)
    const mailing = { to: addressOf(user), keyIds: deps.keys.ids, now: deps.clock.now() }
    if (reset && isWorthMailing(reset, mailing)) again.push({ user, reset })
    else anew.push(user)
  }
  const sent = [
    ...(await mailAgain(tx, deps, campaign, again)),
    ...(await startAnew(tx, deps, campaign, anew)),
  ]
  await noteReminders(tx, campaign, due, sent)
}

type Again = { readonly user: Due; readonly reset: Reset }
type Sent = { readonly userId: string; readonly resetId: string; readonly messageId: string | null }

async function findResets(
  tx: Transaction,
  due: readonly Due[],
): Promise<ReadonlyMap<string, Reset>> {
  const ids = due.flatMap(({ resetId }) => resetId ?? [])
  const resets = await tx.reset.findMany({ where: { id: { in: ids } } })
  return new Map(resets.map((reset) => [reset.userId, reset]))
}

async function mailAgain(
  tx: Transaction,
  deps: Deps,
  campaign: ResetCampaign,
  again: readonly Again[],
): Promise<Sent[]> {
  if (again.length === 0) return []
  const askedAt = deps.clock.now()
  const messages = again.map(({ user, reset }) => ({
    userId: user.id,
    template: templateOf(reset.purpose),
    to: reset.address,
    origin: 'started' as const,
    lane: lanes.bulk,
    resetId: reset.id,
    campaignId: campaign.id,
    lifetimeSeconds: reset.lifetimeSeconds,
    askedAt,
  }))
  const ids = await queueOpeningMails(tx, deps, messages)
  await audit(
    tx,
    deps,
    campaign,
    again.map(({ user }) => user),
    'message.resent',
  )
  return again.map(({ user, reset }, n) => ({
    userId: user.id,
    resetId: reset.id,
    messageId: ids[n] ?? null,
  }))
}

async function startAnew(
  tx: Transaction,
  deps: Deps,
  campaign: ResetCampaign,
  users: readonly Due[],
): Promise<Sent[]> {
  if (users.length === 0) return []
  const settings = await deps.settings.current()
  const starts = users.map((user) => ({ user, method: methodFor(user, campaign.method, settings) }))
  const options = { lane: lanes.bulk, campaignId: campaign.id }
  const resets = await startResets(tx, deps, starts, options)
  await audit(tx, deps, campaign, users, 'password-reset.started')
  return resets.map(({ id, userId, messageId }) => ({ userId, resetId: id, messageId }))
}

const audit = (
  tx: Transaction,
  { clock }: Deps,
  { id, remindedBy, reason }: ResetCampaign,
  users: readonly Due[],
  action: 'message.resent' | 'password-reset.started',
) =>
  recordAudits(
    tx,
    users.map((user) => ({
      action,
      at: clock.now(),
      actorId: remindedBy,
      userId: user.id,
      details: { campaignId: id },
      personal: { username: user.username, reason },
    })),
  )

/** Users who have saved a password since need no reminder; others may not get one any more. */
async function noteReminders(
  tx: Transaction,
  { id }: ResetCampaign,
  due: readonly Due[],
  sent: readonly Sent[],
) {
  const byUser = new Map(sent.map((each) => [each.userId, each]))
  const rows = due.map((user) => {
    const mail = byUser.get(user.id)
    const status = mail ? 'queued' : user.isWaiting ? 'not-sent' : null
    return { userId: user.id, status, resetId: mail?.resetId, messageId: mail?.messageId }
  })
  await tx.$executeRaw`
    UPDATE reset_campaign_users SET reminder_outcome = given.status,
      reminder_message_id = given."messageId", reset_id = coalesce(given."resetId", reset_id)
    FROM ${rowsAsTable(rows, sql`"userId" uuid, status text, "resetId" uuid, "messageId" uuid`)}
    WHERE campaign_id = ${id}::uuid AND user_id = given."userId"`
}
