import * as z from 'zod/mini'
import { instant, text, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { route } from './route.ts'

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
  'sender-not-trusted',
  'sender-not-permitted',
  'sender-blocked',
  'relay-denied',
  'quota-used-up',
  'recipient-server-unreachable',
  'suppressed',
  'marked-as-spam',
  'mail-server-busy',
  'mail-server-unreachable',
  'mail-server-timeout',
  'mail-server-tls-failed',
  'mail-server-sign-in-failed',
  'time-ran-out',
  'could-not-be-written',
  'not-understood',
])

/**
 * A mail server says no to us, whoever the mail is for: to our sender's name and its proof, to our
 * network, to our account. An outage of ours, which the operator ends.
 */
export const refusalsOfUs = [
  'sender-not-trusted',
  'sender-not-permitted',
  'sender-blocked',
  'relay-denied',
  'quota-used-up',
] as const satisfies readonly z.infer<typeof deliveryReason>[]

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
  'sso-linked',
  'address-check',
  'test',
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

/** A mail among those of everybody. Its user is null where nobody has the name, or no longer. */
export const listedMessage = z.extend(message, {
  user: z.nullable(z.object({ id: uuid, displayName: z.string() })),
})

/**
 * Newest first. Search: parts of the address, in either case, or the beginning of the username;
 * under 3 characters, beginnings of both. `%` and `_` are plain. Asks for names that nobody has are
 * among them where an e-mail address was typed.
 */
export const listMessages = route({
  name: 'list-messages',
  method: 'GET',
  path: '/messages',
  summary: 'How the mails to all users were delivered',
  access: { anyOf: ['messages.read'] },
  limit: null,
  query: z.strictObject({
    ...paging,
    status: z.optional(messageStatus),
    template: z.optional(template),
    search: z.optional(text(254)),
  }),
  status: 200,
  answer: listOf(listedMessage),
  problems: ['overloaded'],
})

/**
 * Sends a mail again, and answers with the new one; while one is still waiting to bring the same,
 * with that. The same link and code, or temporary password, while they live; else a new reset as
 * from an administrator. A notice says the same again. It needs the permission of the call that
 * would send it new: that to reset passwords, for address checks and notices that to change users.
 * `conflict`, with a sentence: this mail can't be sent again.
 */
export const resendMessage = route({
  name: 'resend-message',
  method: 'POST',
  path: '/messages/{id}/resend',
  summary: 'Send a mail again',
  access: {
    anyOf: ['users.reset-password', 'contacts.reset-password', 'users.write', 'contacts.write'],
  },
  limit: null,
  params: z.strictObject({ id: uuid }),
  status: 202,
  answer: z.object({ message }),
  problems: [
    'not-found',
    'user-deactivated',
    'user-signs-in-elsewhere',
    'user-has-no-address',
    'conflict',
    'rate-limited',
  ],
})

export type MessageStatus = z.infer<typeof messageStatus>
export type NotSentReason = z.infer<typeof notSentReason>
export type Template = z.infer<typeof template>
export type RefusalOfUs = (typeof refusalsOfUs)[number]
export type DeliveryReason = z.infer<typeof deliveryReason>
export type MessageReason = NotSentReason | DeliveryReason
export type Message = z.infer<typeof message>
export type ListedMessage = z.infer<typeof listedMessage>
