import * as z from 'zod/mini'
import { instant, uuid } from './fields.ts'

/** Where one mail stands. States only move forward. */
export const messageStatus = z.enum([
  'queued',
  'sending',
  'accepted',
  'delivered',
  'delayed',
  'refused',
  'bounced',
  'failed',
  'not-sent',
])

/** Why a mail was never given to a mail server: our decision. */
export const notSentReason = z.enum([
  'asked-again',
  'limit',
  'user-deactivated',
  'no-address',
  'no-such-user',
  'signs-in-elsewhere',
  'too-many-wrong-codes',
  'cancelled',
])

/**
 * Why a mail did not arrive, or not yet: what a mail server said (RFC 3463), what happened to our
 * talk with it, or our own fault. `not-understood`: its raw words are all that is known.
 */
export const deliveryReason = z.enum([
  'address-does-not-exist',
  'mailbox-disabled',
  'mailbox-full',
  'refused-by-policy',
  'message-too-large',
  'mail-server-busy',
  'mail-server-unreachable',
  'mail-server-timeout',
  'mail-server-tls-failed',
  'mail-server-sign-in-failed',
  'time-ran-out',
  'could-not-be-written',
  'not-understood',
])

/** Which mail it is. */
export const template = z.enum([
  'reset',
  'create-password',
  'temporary-password',
  'password-changed',
  'username-changed',
  'address-changed',
  'disowned-digest',
  'console-password',
  'signs-in-elsewhere',
  'sso-link',
])

export const reason = z.union([notSentReason, deliveryReason])

/** One mail and what became of it. Never its subject or body. */
export const message = z.object({
  id: uuid,
  template,
  /** Null where there is no address, or no longer one. */
  to: z.nullable(z.string()),
  status: messageStatus,
  reason: z.nullable(reason),
  /** One sentence: what to do about it. Null where nothing needs to be done. */
  advice: z.nullable(z.string()),
  /** Who asked: the user, an administrator, or nobody (a notice). */
  origin: z.enum(['self-service', 'started', 'notice']),
  askedAt: instant,
  attempts: z.int(),
  /** While it is delayed: until when it is tried. */
  triedUntil: z.nullable(instant),
  /** Oldest first; `detail` holds the mail server's own words. */
  events: z.array(z.object({ status: messageStatus, at: instant, detail: z.nullable(z.string()) })),
})

export type MessageStatus = z.infer<typeof messageStatus>
export type NotSentReason = z.infer<typeof notSentReason>
export type Template = z.infer<typeof template>
export type DeliveryReason = z.infer<typeof deliveryReason>
export type MessageReason = NotSentReason | DeliveryReason
export type Message = z.infer<typeof message>
