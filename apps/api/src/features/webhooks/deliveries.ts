import type { Delivery } from '@rekey/contracts/webhooks'
import type { Prisma } from '../../generated/prisma/client.ts'
import { Problem } from '../../http/problem.ts'
import type { Database, Transaction } from '../../lib/database.ts'
import type { Keyset, Moment } from '../../lib/keyset.ts'
import type { StoredWebhook } from './webhooks.ts'

const withTries = {
  event: true,
  attempts: { orderBy: { id: 'asc' } },
} satisfies Prisma.WebhookDeliveryInclude

type StoredDelivery = Prisma.WebhookDeliveryGetPayload<{ include: typeof withTries }>

/** `tell_webhooks` notifies this channel too (migration 0024). */
export const deliveriesChannel = 'webhook_deliveries'

/** The worker looks for deliveries as soon as this transaction commits. */
export const wakeDeliveries = (tx: Transaction) =>
  tx.$executeRaw`SELECT pg_notify(${deliveriesChannel}, '')`

/** Newest first, both ways from a position. */
export function listDeliveries(
  db: Database,
  webhookId: string,
  status: Delivery['status'] | undefined,
  { limit, from }: Keyset<Moment>,
): Promise<StoredDelivery[]> {
  const isBack = from?.direction === 'before'
  const order = isBack ? 'asc' : 'desc'
  const beyond = isBack ? 'gt' : 'lt'
  return db.webhookDelivery.findMany({
    where: {
      webhookId,
      ...(status && { status }),
      ...(from && {
        OR: [
          { at: { [beyond]: from.position.at } },
          { at: from.position.at, eventId: { [beyond]: from.position.id } },
        ],
      }),
    },
    include: withTries,
    orderBy: [{ at: order }, { eventId: order }],
    take: limit + 1,
  })
}

/** @throws Problem not-found */
export async function requireDelivery(
  tx: Transaction,
  webhookId: string,
  eventId: string,
): Promise<StoredDelivery> {
  const where = { webhookId_eventId: { webhookId, eventId } }
  const delivery = await tx.webhookDelivery.findUnique({ where, include: withTries })
  if (!delivery) throw new Problem('not-found')
  return delivery
}

/** It gets all its tries again, from now on. Its history stays. */
export async function replayDelivery(
  tx: Transaction,
  webhookId: string,
  eventId: string,
): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { webhookId, eventId },
    data: { status: 'pending', tries: 0, nextAttemptAt: null },
  })
  await wakeDeliveries(tx)
}

/**
 * All kept events of the webhook's types since a time. Events that it didn't get yet, because it
 * was switched off, get a delivery now.
 * @returns how many
 */
export async function replaySince(
  tx: Transaction,
  { id, events }: StoredWebhook,
  since: Date,
): Promise<number> {
  const count = await tx.$executeRaw`
    INSERT INTO webhook_deliveries (webhook_id, event_id, at)
    SELECT ${id}::uuid, id, at FROM webhook_events
    WHERE at >= ${since} AND type = ANY (${[...events]}::text[])
    ON CONFLICT (webhook_id, event_id) DO UPDATE
      SET status = 'pending', tries = 0, next_attempt_at = NULL`
  await wakeDeliveries(tx)
  return count
}

/** What waits isn't sent any more once the webhook doesn't name its type. Its list says why. */
export const endUnwanted = (tx: Transaction, { id, events }: StoredWebhook, now: Date) =>
  tx.$executeRaw`
    WITH unwanted AS (
      UPDATE webhook_deliveries delivery SET status = 'failed', next_attempt_at = NULL
      FROM webhook_events event
      WHERE event.id = event_id AND webhook_id = ${id}::uuid AND status = 'pending'
        AND NOT is_test AND type <> ALL (${[...events]}::text[])
      RETURNING webhook_id, event_id
    )
    INSERT INTO webhook_attempts (webhook_id, event_id, at, detail)
    SELECT webhook_id, event_id, ${now}, ${unwanted} FROM unwanted`

const unwanted = 'It wasn’t sent, because the webhook doesn’t name this type any more.'

export function shownDelivery(delivery: StoredDelivery): Delivery {
  const { eventId, event, at, status, attempts, nextAttemptAt } = delivery
  return {
    id: eventId,
    event: event.type,
    at: at.toISOString(),
    data: event.data,
    status,
    attempts: attempts.map((attempt) => ({
      at: attempt.at.toISOString(),
      status: attempt.status,
      detail: attempt.detail,
      answer: attempt.answer,
    })),
    nextAttemptAt: status === 'pending' ? (nextAttemptAt?.toISOString() ?? null) : null,
  }
}
