import { randomUUID } from 'node:crypto'
import { type createWebhook as contract, maximumWebhooks } from '@rekey/contracts/webhooks'
import { auditBy } from '../../guards/audit-by.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { issueWebhookSecret } from '../../models/webhook-secrets.ts'
import { requireCallableUrl } from './callable.ts'
import { eventsInOrder, hostOf, shownWebhook } from './webhooks.ts'

/** POST /webhooks. The secret is in this answer only; we keep it encrypted, because it signs. */
export const createWebhook: Verb<typeof contract> = async (input, deps) => {
  const { body, caller } = input
  const { db, config, keys, clock } = deps
  requireCallableUrl(config, body.url)
  const webhook = {
    id: randomUUID(),
    url: body.url,
    events: eventsInOrder(body.events),
    description: body.description?.trim() ?? null,
    enabled: body.enabled ?? true,
    createdBy: caller.user.id,
    createdAt: clock.now(),
  }
  const secret = await db.$transaction(async (tx) => {
    await requireRoom(tx)
    await tx.webhook.create({ data: webhook, select: { id: true } })
    const details = { webhookId: webhook.id, name: hostOf(webhook), events: webhook.events }
    await auditBy(tx, deps, input, 'webhook.created', null, details)
    return issueWebhookSecret(tx, keys, webhook.id, { at: webhook.createdAt, overlapMs: 0 })
  })
  const fresh = { ...webhook, failingSince: null, switchedOffAt: null, previousSecretUntil: null }
  return { status: 201, body: { ...shownWebhook(fresh, webhook.createdAt), secret } }
}

/** Every event looks at all webhooks, so there are 50 at most. @throws Problem conflict */
async function requireRoom(tx: Transaction): Promise<void> {
  // Two calls at the same time must not both find the last free place, so they take turns on the
  // settings row.
  await tx.$queryRaw`SELECT 1 FROM settings FOR UPDATE`
  if ((await tx.webhook.count()) < maximumWebhooks) return
  throw new Problem('conflict', {
    detail: `There are ${maximumWebhooks} webhooks already. Delete one first.`,
  })
}
