import { later, second } from '../../lib/clock.ts'
import { type Database, sql } from '../../lib/database.ts'
import { sealedSecretsOf } from '../../models/webhook-secrets.ts'

/** An event that this worker sends to one webhook now. */
export type Due = {
  readonly webhookId: string
  readonly url: string
  readonly eventId: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly at: Date
  /** Tries before this one. */
  readonly tries: number
  readonly isTest: boolean
  /** After this time another worker may take it over, since this one must have died. */
  readonly heldUntil: Date
  /** They sign it. */
  readonly sealedSecrets: readonly string[]
}

/** How one try ended. */
export type Attempt = {
  readonly at: Date
  /** The HTTP status; null: there was no answer. */
  readonly status: number | null
  /** One sentence. */
  readonly detail: string
  readonly answer: string | null
  readonly isDelivered: boolean
  readonly retryAfter: string | null
}

/** A try takes up to 15 seconds; the rest is for storing how it ended. */
const heldForMs = 20 * second

/** The most events that one worker sends to one webhook at the same time. */
export const mostAtOnce = 20

/**
 * Takes deliveries that are due. Each webhook has its own limit, so a slow one can't take the
 * places of others. Rows that another worker is taking are skipped.
 * @param busy how many this worker is sending already, by webhook
 */
export function takeDue(db: Database, busy: ReadonlyMap<string, number>, now: Date) {
  const isDue = sql`status = 'pending' AND (next_attempt_at IS NULL OR next_attempt_at <= ${now})`
  return db.$queryRaw<Due[]>`
    WITH waiting AS (
      SELECT webhooks.id AS webhook_id, due.event_id
      FROM webhooks
      LEFT JOIN unnest(${[...busy.keys()]}::uuid[], ${[...busy.values()]}::int[])
        AS busy (webhook_id, count) ON busy.webhook_id = webhooks.id
      CROSS JOIN LATERAL (
        SELECT event_id FROM webhook_deliveries
        WHERE webhook_id = webhooks.id AND ${isDue}
        ORDER BY next_attempt_at NULLS FIRST, at
        LIMIT greatest(${mostAtOnce} - coalesce(busy.count, 0), 0)
        FOR UPDATE SKIP LOCKED
      ) AS due
      WHERE webhooks.enabled
    ),
    tests AS (
      SELECT webhook_id, event_id FROM webhook_deliveries
      WHERE is_test AND ${isDue}
        AND webhook_id IN (SELECT id FROM webhooks WHERE NOT enabled)
      LIMIT ${mostAtOnce}
      FOR UPDATE SKIP LOCKED
    ),
    due AS (SELECT * FROM waiting UNION ALL SELECT * FROM tests)
    UPDATE webhook_deliveries delivery SET next_attempt_at = ${later(now, heldForMs)}
    FROM due JOIN webhook_events event ON event.id = due.event_id
      JOIN webhooks ON webhooks.id = due.webhook_id
    WHERE delivery.webhook_id = due.webhook_id AND delivery.event_id = due.event_id
    RETURNING delivery.webhook_id AS "webhookId", url, delivery.event_id AS "eventId", type, data,
      event.at, tries, is_test AS "isTest", delivery.next_attempt_at AS "heldUntil",
      ${sealedSecretsOf(sql`delivery.webhook_id`, now)} AS "sealedSecrets"`
}

/** Gives a delivery back untried, because this worker ends. */
export const giveBack = (db: Database, { webhookId, eventId, heldUntil }: Due) =>
  db.webhookDelivery.updateMany({
    where: { webhookId, eventId, status: 'pending', nextAttemptAt: heldUntil },
    data: { nextAttemptAt: null },
  })

export type Settled = {
  readonly status: 'pending' | 'delivered' | 'failed'
  readonly nextAttemptAt: Date | null
}

/**
 * Stores a try and what follows from it. A success counts from any try. A failure counts only while
 * this worker still holds the delivery, since another worker or a replay may have begun anew.
 * Nothing is stored if the webhook was deleted meanwhile.
 */
export const recordAttempt = (
  db: Pick<Database, '$executeRaw'>,
  { webhookId, eventId, heldUntil }: Due,
  { at, status, detail, answer }: Attempt,
  settled: Settled,
): Promise<number> =>
  db.$executeRaw`
    WITH own AS (
      SELECT webhook_id, event_id FROM webhook_deliveries
      WHERE webhook_id = ${webhookId}::uuid AND event_id = ${eventId}::uuid FOR NO KEY UPDATE
    ),
    attempt AS (
      INSERT INTO webhook_attempts (webhook_id, event_id, at, status, detail, answer)
      SELECT webhook_id, event_id, ${at}::timestamptz, ${status}::int, ${detail}, ${answer}::text
      FROM own
    )
    UPDATE webhook_deliveries SET status = ${settled.status}, tries = tries + 1,
      next_attempt_at = ${settled.nextAttemptAt}::timestamptz
    WHERE (webhook_id, event_id) IN (SELECT webhook_id, event_id FROM own) AND status = 'pending'
      AND (${settled.status === 'delivered'} OR next_attempt_at = ${heldUntil}::timestamptz)`
