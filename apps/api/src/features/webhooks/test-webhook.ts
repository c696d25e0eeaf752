import { type testWebhook as contract, testEventType } from '@rekey/contracts/webhooks'
import { auditBy } from '../../guards/audit-by.ts'
import type { Verb } from '../../http/routes.ts'
import { requireDelivery, shownDelivery, wakeDeliveries } from './deliveries.ts'
import { hostOf, lockWebhook } from './webhooks.ts'

/**
 * POST /webhooks/{id}/test. An event of its own type, tried once, also while the webhook is off. A
 * failed test doesn't count as a failure of the webhook.
 */
export const testWebhook: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const delivery = await deps.db.$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, id)
    const event = await tx.webhookEvent.create({
      data: { type: testEventType, data: { webhookId: id }, at: deps.clock.now() },
    })
    const row = { webhookId: id, eventId: event.id, isTest: true, at: event.at }
    await tx.webhookDelivery.create({ data: row, select: { eventId: true } })
    await wakeDeliveries(tx)
    const details = { webhookId: id, name: hostOf(webhook) }
    await auditBy(tx, deps, input, 'webhook.tested', null, details)
    return requireDelivery(tx, id, event.id)
  })
  return { status: 202, body: shownDelivery(delivery) }
}
