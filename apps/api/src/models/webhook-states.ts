import type { Database } from '../lib/database.ts'

/** `off`: a person switched it off. `switched-off`: Rekey did, because its receiver failed. */
export const webhookStates = ['on', 'failing', 'switched-off', 'off'] as const

export type WebhookState = {
  readonly url: string
  readonly description: string | null
  readonly state: (typeof webhookStates)[number]
  /** The first failed try after the last delivery. */
  readonly failingSince: Date | null
  readonly switchedOffAt: Date | null
}

/** All webhooks, oldest first. There are only a few (`maximumWebhooks`). */
export const listWebhookStates = (db: Database): Promise<WebhookState[]> =>
  db.$queryRaw<WebhookState[]>`
    SELECT url, description, failing_since AS "failingSince", switched_off_at AS "switchedOffAt",
      CASE
        WHEN switched_off_at IS NOT NULL THEN 'switched-off'
        WHEN NOT enabled THEN 'off'
        WHEN failing_since IS NOT NULL THEN 'failing'
        ELSE 'on'
      END AS state
    FROM webhooks ORDER BY created_at, id`

type OpenDeliveries = {
  /** They wait for their first try. */
  readonly waiting: number
  /** They failed, and are tried again. */
  readonly failing: number
}

/** Those that are still tried. Deliveries of webhooks that are off aren't. */
export async function countOpenDeliveries(db: Database): Promise<OpenDeliveries> {
  const [counts] = await db.$queryRaw<OpenDeliveries[]>`
    SELECT count(*) FILTER (WHERE tries = 0)::int AS waiting,
      count(*) FILTER (WHERE tries > 0)::int AS failing
    FROM webhook_deliveries
    WHERE status = 'pending' AND webhook_id IN (SELECT id FROM webhooks WHERE enabled)`
  return counts ?? { waiting: 0, failing: 0 }
}
