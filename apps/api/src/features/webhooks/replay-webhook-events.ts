import type { replayWebhookEvents as contract } from '@rekey/contracts/webhooks'
import { auditBy } from '../../guards/audit-by.ts'
import type { Verb } from '../../http/routes.ts'
import { storableTime } from '../../lib/storable-time.ts'
import { replaySince } from './deliveries.ts'
import { requireSwitchedOn } from './require-switched-on.ts'
import { hostOf, lockWebhook } from './webhooks.ts'

/**
 * POST /webhooks/{id}/replay. Also sends what happened while Rekey had switched the webhook off,
 * and doesn't add a second delivery for events that have one.
 */
export const replayWebhookEvents: Verb<typeof contract> = async (input, deps) => {
  const { params, body } = input
  const since = storableTime(body.since)
  const replayed = await deps.db.$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, params.id)
    requireSwitchedOn(webhook)
    const count = await replaySince(tx, webhook, since)
    const details = {
      webhookId: params.id,
      name: hostOf(webhook),
      since: since.toISOString(),
      count,
    }
    await auditBy(tx, deps, input, 'webhook-deliveries.replayed', null, details)
    return count
  })
  return { status: 202, body: { replayed } }
}
