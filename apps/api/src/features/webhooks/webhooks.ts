import { type EventType, eventTypes, type Webhook } from '@rekey/contracts/webhooks'
import { Problem } from '../../http/problem.ts'
import { instant } from '../../lib/clock.ts'
import { type Database, type Sql, sql, type Transaction } from '../../lib/database.ts'
import type { Keyset, Moment } from '../../lib/keyset.ts'

export type StoredWebhook = {
  readonly id: string
  readonly url: string
  readonly events: readonly EventType[]
  readonly description: string | null
  readonly enabled: boolean
  readonly createdBy: string | null
  readonly createdAt: Date
  readonly failingSince: Date | null
  readonly switchedOffAt: Date | null
  readonly previousSecretUntil: Date | null
}

const find = (db: Database | Transaction, which: Sql) =>
  db.$queryRaw<StoredWebhook[]>`
    SELECT id, url, events, description, enabled, created_by AS "createdBy",
      created_at AS "createdAt", failing_since AS "failingSince",
      switched_off_at AS "switchedOffAt",
      (SELECT max(expires_at) FROM webhook_secrets WHERE webhook_id = webhooks.id)
        AS "previousSecretUntil"
    FROM webhooks WHERE ${which}`

/** Oldest first, both ways from a position. */
export function listStoredWebhooks(
  db: Database,
  { limit, from }: Keyset<Moment>,
): Promise<StoredWebhook[]> {
  const isBack = from?.direction === 'before'
  const place = from && sql`(${from.position.at}::timestamptz, ${from.position.id}::uuid)`
  const beyond = !place
    ? sql`true`
    : isBack
      ? sql`(created_at, id) < ${place}`
      : sql`(created_at, id) > ${place}`
  const order = isBack ? sql`created_at DESC, id DESC` : sql`created_at, id`
  return find(db, sql`${beyond} ORDER BY ${order} LIMIT ${limit + 1}`)
}

/** @throws Problem not-found */
export async function requireWebhook(db: Database, id: string): Promise<StoredWebhook> {
  const [webhook] = await find(db, sql`id = ${id}::uuid`)
  if (!webhook) throw new Problem('not-found')
  return webhook
}

/** Locked until the transaction ends. @throws Problem not-found */
export async function lockWebhook(tx: Transaction, id: string): Promise<StoredWebhook> {
  const [webhook] = await find(tx, sql`id = ${id}::uuid FOR NO KEY UPDATE`)
  if (!webhook) throw new Problem('not-found')
  return webhook
}

/** In the order of the contract. */
export const eventsInOrder = (events: readonly EventType[]): EventType[] =>
  eventTypes.filter((type) => events.includes(type))

/** How the audit log and mails name a webhook. A path or query may contain a secret. */
export const hostOf = ({ url }: { readonly url: string }) => new URL(url).host

export function shownWebhook(webhook: StoredWebhook, now: Date): Webhook {
  const { createdBy: _, previousSecretUntil: until, ...shown } = webhook
  return {
    ...shown,
    events: eventsInOrder(webhook.events),
    createdAt: webhook.createdAt.toISOString(),
    failingSince: instant(webhook.failingSince),
    switchedOffAt: instant(webhook.switchedOffAt),
    previousSecretUntil: until && until > now ? instant(until) : null,
  }
}
