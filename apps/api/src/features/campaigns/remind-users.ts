import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import type { Reset, ResetCampaign } from '../../generated/prisma/client.ts'
import { lanes } from '../../jobs/lanes.ts'
import { rowsAsTable, sql, type Transaction } from '../../lib/database.ts'
import { recordAudits } from '../../models/audit.ts'
import { exclusionOf, type JudgedUser, methodFor } from '../../models/judge-user.ts'
import { queueOpeningMails } from '../../models/opening-mails.ts'
import { templateOf } from '../../models/purposes.ts'
import { isWorthMailing } from '../../models/reset-time.ts'
import { startResets } from '../../models/start-reset.ts'

export type Due = JudgedUser & {
  /** False: they have saved a password since, or their mail came back. */
  readonly isWaiting: boolean
  readonly resetId: string | null
}

/** The same secrets while they live, and otherwise a new reset, as when one mail is sent again. */
export async function remindUsers(
  tx: Transaction,
  deps: Deps,
  campaign: ResetCampaign,
  due: readonly Due[],
) {
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
