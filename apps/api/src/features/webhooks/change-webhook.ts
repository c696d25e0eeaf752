import type { changeWebhook as contract } from '@rekey/contracts/webhooks'
import { auditBy } from '../../guards/audit-by.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import { requireCallableUrl } from './callable.ts'
import { endUnwanted } from './deliveries.ts'
import { eventsInOrder, hostOf, lockWebhook, type StoredWebhook, shownWebhook } from './webhooks.ts'

/**
 * PATCH /webhooks/{id}. Switching it on again forgets that it failed, and sends what still waits. A
 * webhook that is on already keeps its state. Types that it doesn't name any more aren't sent.
 */
export const changeWebhook: Verb<typeof contract> = async (input, deps) => {
  const { params, body } = input
  if (body.url !== undefined) requireCallableUrl(deps.config, body.url)
  const webhook = await deps.db.$transaction(async (tx) => {
    const before = await lockWebhook(tx, params.id)
    const after = changed(before, body)
    const fields = audited.filter(
      (name) => canonicalJson(before[name]) !== canonicalJson(after[name]),
    )
    if (fields.length === 0 && after.switchedOffAt === before.switchedOffAt) return before
    const { url, events, description, enabled, failingSince, switchedOffAt } = after
    const data = { url, events, description, enabled, failingSince, switchedOffAt }
    await tx.webhook.update({ where: { id: before.id }, data, select: { id: true } })
    if (fields.includes('events')) await endUnwanted(tx, after, deps.clock.now())
    const details = { webhookId: before.id, name: hostOf(after), fields, enabled }
    await auditBy(tx, deps, input, 'webhook.changed', null, details)
    return after
  })
  return { status: 200, body: shownWebhook(webhook, deps.clock.now()) }
}

const audited = ['url', 'events', 'description', 'enabled'] as const

function changed(before: StoredWebhook, body: Input<typeof contract>['body']) {
  const { description = before.description, enabled = before.enabled } = body
  const isSwitched = body.enabled !== undefined && body.enabled !== before.enabled
  return {
    ...before,
    url: body.url ?? before.url,
    events: eventsInOrder(body.events ?? before.events),
    description: description?.trim() ?? null,
    enabled,
    failingSince: isSwitched ? null : before.failingSince,
    // If Rekey switched the webhook off and a person then switches it off too, we stop keeping its
    // events.
    switchedOffAt: body.enabled === undefined ? before.switchedOffAt : null,
  }
}
