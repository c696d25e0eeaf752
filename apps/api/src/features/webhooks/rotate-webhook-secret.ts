import { type rotateWebhookSecret as contract, secretOverlapHours } from '@rekey/contracts/webhooks'
import { auditBy } from '../../guards/audit-by.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { hour, later } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { issueWebhookSecret } from '../../models/webhook-secrets.ts'
import { hostOf, lockWebhook, shownWebhook } from './webhooks.ts'

const overlapMs = secretOverlapHours * hour

/** Each secret adds a signature to a header, and headers have a limit. */
const mostSecrets = 5

/**
 * POST /webhooks/{id}/rotate-secret. Both secrets sign for 24 hours. A second rotation meanwhile
 * takes nothing from the first secret's time.
 */
export const rotateWebhookSecret: Verb<typeof contract> = async (input, deps) => {
  const at = deps.clock.now()
  const answer = await deps.db.$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, input.params.id)
    await requireFewSecrets(tx, webhook.id, at)
    const secret = await issueWebhookSecret(tx, deps.keys, webhook.id, { at, overlapMs })
    const details = { webhookId: webhook.id, name: hostOf(webhook) }
    await auditBy(tx, deps, input, 'webhook-secret.rotated', null, details)
    const previousSecretUntil = later(at, overlapMs)
    return { ...shownWebhook({ ...webhook, previousSecretUntil }, at), secret }
  })
  return { status: 200, body: answer }
}

/** @throws Problem conflict */
async function requireFewSecrets(tx: Transaction, webhookId: string, at: Date): Promise<void> {
  const living = await tx.webhookSecret.count({ where: { webhookId, expiresAt: { gt: at } } })
  if (living < mostSecrets - 1) return
  throw new Problem('conflict', {
    detail: `${mostSecrets} secrets sign at the moment. Wait until the oldest one has ended.`,
  })
}
