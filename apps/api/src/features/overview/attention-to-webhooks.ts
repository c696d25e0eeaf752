import type { AttentionItem } from '@rekey/contracts/overview'
import { hour, later } from '../../lib/clock.ts'
import type { Database } from '../../lib/database.ts'
import { item } from './attention-item.ts'

type Webhook = {
  id: string
  url: string
  failingSince: Date | null
  switchedOffAt: Date | null
  waiting: number
}

/** Webhooks that we switched off, and those that have failed for an hour. */
export async function findFailingWebhooks(db: Database, now: Date): Promise<AttentionItem[]> {
  const webhooks = await db.$queryRaw<Webhook[]>`
    SELECT id, url, failing_since AS "failingSince", switched_off_at AS "switchedOffAt", (
      SELECT count(*)::int FROM webhook_deliveries
      WHERE webhook_id = webhooks.id AND status = 'pending') AS waiting
    FROM webhooks
    WHERE switched_off_at IS NOT NULL
      OR enabled AND failing_since < ${later(now, -hour)}::timestamptz`
  return webhooks.map(({ id, url, failingSince, switchedOffAt, waiting }) => {
    const subject = { id, name: new URL(url).host }
    return switchedOffAt
      ? item({
          kind: 'webhook-switched-off',
          severity: 'problem',
          count: 1,
          at: switchedOffAt,
          subject,
        })
      : item({
          kind: 'webhook-failing',
          severity: 'warning',
          count: waiting,
          since: failingSince,
          subject,
        })
  })
}
