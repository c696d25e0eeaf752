import * as z from 'zod/mini'
import { givenInstant, instant, line, text, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { route } from './route.ts'

/**
 * The types of events. The database writes them (prisma/migrations), and a test compares the two.
 * `data` contains ids and words of fixed lists, never a name, an address or a secret.
 */
export const eventTypes = [
  'password-reset.requested',
  'password-reset.completed',
  'password-reset.disowned',
  'password.changed',
  'user.created',
  'user.changed',
  'user.deactivated',
  'user.reactivated',
  'user.deleted',
  'message.accepted',
  'message.delivered',
  'message.delayed',
  'message.bounced',
  'message.refused',
  'message.failed',
  'session.started',
  'session.ended',
  'reset-campaign.completed',
  'second-factor.added',
  'second-factor.removed',
] as const

export const eventType = z.enum(eventTypes)

export type EventType = z.infer<typeof eventType>

/** The type of the event that `POST /webhooks/{id}/test` sends. Webhooks don't subscribe to it. */
export const testEventType = 'webhook.test'

/** How many webhooks there can be. */
export const maximumWebhooks = 50

/** How long a replaced secret still signs beside the new one. */
export const secretOverlapHours = 24

/** URL parsing drops these characters, but the value is stored as it was sent. */
const isWebhookUrl = (value: string) => {
  const url = /[\s\p{Cc}]/u.test(value) ? null : URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== ''
}

const hasNoSecrets = (value: string) => {
  const url = URL.parse(value)
  return url === null || (url.username === '' && url.password === '')
}

const webhookUrl = text(2_000).check(
  z.refine(isWebhookUrl, 'must be an https address'),
  z.refine(hasNoSecrets, 'must not contain a user name or a password'),
)

const subscribed = z.array(eventType).check(
  z.minLength(1, 'must name at least one event'),
  z.refine((listed) => new Set(listed).size === listed.length, 'must not repeat one'),
)

export const webhook = z.object({
  id: uuid,
  url: z.string(),
  events: z.array(eventType),
  description: z.nullable(z.string()),
  /** Off: it gets no events. */
  enabled: z.boolean(),
  /** The first failed try since the last delivery. Null: nothing fails. */
  failingSince: z.nullable(instant),
  /** When Rekey switched it off because it failed. Null: it is on, or a person switched it off. */
  switchedOffAt: z.nullable(instant),
  /** Until when the replaced secret signs too. Null: only one secret signs. */
  previousSecretUntil: z.nullable(instant),
  createdAt: instant,
})

export type Webhook = z.infer<typeof webhook>

/** The secret is shown only in this answer. */
const webhookWithSecret = z.extend(webhook, { secret: z.string() })

export const deliveryStatus = z.enum(['pending', 'delivered', 'failed'])

/** One event for one webhook. */
export const delivery = z.object({
  /** The id of the event: the `webhook-id` that the receiver sees, the same at every try. */
  id: uuid,
  /** The type of the event. */
  event: z.string(),
  /** When it happened. */
  at: instant,
  data: z.record(z.string(), z.unknown()),
  status: deliveryStatus,
  /** Oldest first. */
  attempts: z.array(
    z.object({
      at: instant,
      /** The HTTP status of the answer. Null: there was no answer. */
      status: z.nullable(z.int()),
      /** What happened, in one sentence. */
      detail: z.string(),
      /** The first 1,000 bytes of the answer's body. */
      answer: z.nullable(z.string()),
    }),
  ),
  nextAttemptAt: z.nullable(instant),
})

export type Delivery = z.infer<typeof delivery>

const params = z.strictObject({ id: uuid })
const body = z.strictObject({
  url: webhookUrl,
  events: subscribed,
  description: z.optional(z.nullable(line(200))),
  enabled: z.optional(z.boolean()),
})
const access = { anyOf: ['webhooks.write'] } as const

/** Oldest first. */
export const listWebhooks = route({
  name: 'list-webhooks',
  method: 'GET',
  path: '/webhooks',
  summary: 'Webhooks, oldest first',
  access,
  limit: null,
  query: z.strictObject(paging),
  status: 200,
  answer: listOf(webhook),
  problems: [],
})

/** Each event of these types is then sent to the address, signed with the secret. */
export const createWebhook = route({
  name: 'create-webhook',
  method: 'POST',
  path: '/webhooks',
  summary: 'Add a webhook; its secret is shown only in this answer',
  access,
  limit: null,
  body,
  status: 201,
  answer: webhookWithSecret,
  answerHoldsSecret: true,
  problems: ['conflict'],
})

/** Its address, its events, and whether it works. */
export const showWebhook = route({
  name: 'show-webhook',
  method: 'GET',
  path: '/webhooks/{id}',
  summary: 'One webhook',
  access,
  limit: null,
  params,
  status: 200,
  answer: webhook,
  problems: ['not-found'],
})

/** Switching it on again forgets that it failed. Deliveries that still wait are then sent. */
export const changeWebhook = route({
  name: 'change-webhook',
  method: 'PATCH',
  path: '/webhooks/{id}',
  summary: 'Change a webhook, or switch it on or off',
  access,
  limit: null,
  params,
  body: z.partial(body),
  status: 200,
  answer: webhook,
  problems: ['not-found'],
})

/** Waiting events are not sent any more. */
export const deleteWebhook = route({
  name: 'delete-webhook',
  method: 'DELETE',
  path: '/webhooks/{id}',
  summary: 'Delete a webhook with its deliveries',
  access,
  limit: null,
  params,
  status: 204,
  answer: null,
  problems: ['not-found'],
})

/** The old secret signs too for 24 hours, so receivers can change it without losing events. */
export const rotateWebhookSecret = route({
  name: 'rotate-webhook-secret',
  method: 'POST',
  path: '/webhooks/{id}/rotate-secret',
  summary: 'Replace the secret; the new one is shown only in this answer',
  access,
  limit: null,
  params,
  status: 200,
  answer: webhookWithSecret,
  answerHoldsSecret: true,
  problems: ['not-found', 'conflict'],
})

/** Tried once, also while the webhook is off. The list of deliveries shows how it ended. */
export const testWebhook = route({
  name: 'test-webhook',
  method: 'POST',
  path: '/webhooks/{id}/test',
  summary: 'Send a test event to a webhook',
  access,
  limit: null,
  params,
  status: 202,
  answer: delivery,
  problems: ['not-found'],
})

/** Newest first. Deliveries are kept for 30 days. */
export const listWebhookDeliveries = route({
  name: 'list-webhook-deliveries',
  method: 'GET',
  path: '/webhooks/{id}/deliveries',
  summary: 'The deliveries of a webhook with every try, newest first',
  access,
  limit: null,
  params,
  query: z.strictObject({ ...paging, status: z.optional(deliveryStatus) }),
  status: 200,
  answer: listOf(delivery),
  problems: ['not-found'],
})

/** Sends the same event with the same id, with eight new tries. */
export const replayWebhookDelivery = route({
  name: 'replay-webhook-delivery',
  method: 'POST',
  path: '/webhooks/{id}/deliveries/{deliveryId}/replay',
  summary: 'Send one event again',
  access,
  limit: null,
  params: z.strictObject({ id: uuid, deliveryId: uuid }),
  status: 202,
  answer: delivery,
  problems: ['not-found', 'conflict'],
})

/**
 * Sends every kept event of the webhook's types since that time, also those that happened while
 * Rekey had switched it off. They have the same ids as before.
 */
export const replayWebhookEvents = route({
  name: 'replay-webhook-events',
  method: 'POST',
  path: '/webhooks/{id}/replay',
  summary: 'Send all events since a time again',
  access,
  limit: null,
  params,
  body: z.strictObject({ since: givenInstant }),
  status: 202,
  answer: z.object({ replayed: z.int() }),
  problems: ['not-found', 'conflict'],
})
