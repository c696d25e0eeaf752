import type { deleteWebhook as contract } from '@rekey/contracts/webhooks'
import { auditBy } from '../../guards/audit-by.ts'
import type { Verb } from '../../http/routes.ts'
import { hostOf, lockWebhook } from './webhooks.ts'

/** DELETE /webhooks/{id}. A try that is running may still arrive; nothing is sent after it. */
export const deleteWebhook: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  await deps.db.$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, id)
    await tx.webhook.delete({ where: { id }, select: { id: true } })
    await tx.webhookDelivery.deleteMany({ where: { webhookId: id } })
    const details = { webhookId: id, name: hostOf(webhook) }
    await auditBy(tx, deps, input, 'webhook.deleted', null, details)
  })
  return { status: 204, body: null }
}
