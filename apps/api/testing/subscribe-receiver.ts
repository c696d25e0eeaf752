import { randomUUID } from 'node:crypto'
import type { EventType } from '@rekey/contracts/webhooks'
import type { Deps } from '../src/deps.ts'
import { issueWebhookSecret } from '../src/models/webhook-secrets.ts'
import type { Receiver } from './webhook-receiver.ts'

/** A webhook that sends events of one type to a receiver. */
export async function subscribeReceiver(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { url }: Receiver,
  event: EventType,
): Promise<void> {
  const webhook = { id: randomUUID(), url, events: [event], createdAt: new Date() }
  await db.webhook.create({ data: webhook })
  const secret = { at: webhook.createdAt, overlapMs: 0 }
  await db.$transaction((tx) => issueWebhookSecret(tx, keys, webhook.id, secret))
}
