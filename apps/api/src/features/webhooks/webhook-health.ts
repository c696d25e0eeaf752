import type { Deps } from '../../deps.ts'
import { lanes } from '../../jobs/lanes.ts'
import { day, later } from '../../lib/clock.ts'
import { sql, type Transaction } from '../../lib/database.ts'
import { findActiveRecipient, listAdministrators } from '../../models/administrators.ts'
import { recordAudit } from '../../models/audit.ts'
import { queueMessage } from '../../models/messages.ts'
import { hostOf } from './webhooks.ts'

/** A webhook to which nothing was delivered for so long is switched off. */
const failingDays = 5

/** Written only when it changes, since all deliveries of a webhook share this row. */
export const noteSuccess = (tx: Transaction, id: string) =>
  tx.webhook.updateMany({
    where: { id, failingSince: { not: null } },
    data: { failingSince: null },
  })

type Failure = {
  readonly at: Date
  /** The delivery has no tries left. */
  readonly isLastTry: boolean
  /** The receiver answered 410: it wants no more events (Standard Webhooks specification). */
  readonly isGone: boolean
}

/**
 * Switches a webhook off after five days without a delivery, or at once if the receiver is gone.
 * Only a last try can do that: a receiver that rarely gets events may fail one, and after a week
 * fail the first try of the next one, without being dead.
 */
export async function noteFailure(
  tx: Transaction,
  deps: Deps,
  id: string,
  { at, isLastTry, isGone }: Failure,
): Promise<void> {
  await tx.webhook.updateMany({ where: { id, failingSince: null }, data: { failingSince: at } })
  if (!isLastTry && !isGone) return
  const isDead = sql`${isGone} OR failing_since <= ${later(at, -failingDays * day)}`
  const [webhook] = await tx.$queryRaw<{ url: string; createdBy: string | null }[]>`
    UPDATE webhooks SET enabled = false, switched_off_at = ${at}
    WHERE id = ${id}::uuid AND enabled AND (${isDead})
    RETURNING url, created_by AS "createdBy"`
  if (!webhook) return
  const details = { webhookId: id, name: hostOf(webhook), reason: isGone ? 'gone' : 'failing' }
  await recordAudit(tx, { action: 'webhook.switched-off', at, details })
  await tellMakers(tx, deps, { id, ...webhook }, at)
}

/** The user who made it, or the administrators if that user is deleted or deactivated. */
async function tellMakers(
  tx: Transaction,
  deps: Deps,
  { id, createdBy }: { readonly id: string; readonly createdBy: string | null },
  at: Date,
): Promise<void> {
  const maker = createdBy ? await findActiveRecipient(tx, createdBy) : null
  for (const { userId, address } of maker ? [maker] : await listAdministrators(tx)) {
    await queueMessage(tx, deps, {
      userId,
      template: 'webhook-switched-off',
      to: address,
      origin: 'notice',
      lane: lanes.first,
      webhookId: id,
      askedAt: at,
    })
  }
}
