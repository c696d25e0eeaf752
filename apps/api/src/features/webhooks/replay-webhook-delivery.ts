import type { replayWebhookDelivery as contract } from '@rekey/contracts/webhooks'
import { auditBy } from '../../guards/audit-by.ts'
import type { Verb } from '../../http/routes.ts'
import { replayDelivery, requireDelivery, shownDelivery } from './deliveries.ts'
import { requireSwitchedOn } from './require-switched-on.ts'
import { hostOf, lockWebhook } from './webhooks.ts'

/** POST /webhooks/{id}/deliveries/{deliveryId}/replay. The same event with the same id. */
export const replayWebhookDelivery: Verb<typeof contract> = async (input, deps) => {
  const { id, deliveryId } = input.params
  const delivery = await deps.db.$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, id)
    const { isTest } = await requireDelivery(tx, id, deliveryId)
    if (!isTest) requireSwitchedOn(webhook)
    await replayDelivery(tx, id, deliveryId)
    const details = { webhookId: id, name: hostOf(webhook), deliveryId }
    await auditBy(tx, deps, input, 'webhook-deliveries.replayed', null, details)
    return requireDelivery(tx, id, deliveryId)
  })
  return { status: 202, body: shownDelivery(delivery) }
}
