import * as z from 'zod/mini'
import { givenInstant, instant, text, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { route } from './route.ts'

/** The status of a mail. A status only moves forward. */
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

/** Why we decided not to give a mail to a mail server. */
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
 * Why a mail hasn't arrived: the mail server's reason (RFC 3463), a connection problem, or our own
 * error. `not-understood` means that we only have the server's words.
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
 * The mail server refuses us, whatever the recipient: our sender address or its proof, our network,
 * or our account. This is an outage, which the operator has to end.
 */
export const refusalsOfUs = [
  'sender-not-trusted',
  'sender-not-permitted',
  'sender-blocked',
  'relay-denied',
  'quota-used-up',
] as const satisfies readonly z.infer<typeof deliveryReason>[]

/** The kind of a mail. */
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
  'caller-check',
  'webhook-switched-off',
  'second-factor-added',
  'second-factor-removed',
  'recovery-codes-replaced',
  'recovery-code-used',
  'factor-recovery-started',
  'recovery-address-check',
  'recovery-address-added',
  'recovery-address-removed',
  'test',
])

export const reason = z.union([notSentReason, deliveryReason])

/** A mail and its status. It never contains the subject or the body. */
export const message = z.object({
  id: uuid,
  template,
  /** Null if there is no address, or no longer one. */
  to: z.nullable(z.string()),
  status: messageStatus,
  reason: z.nullable(reason),
  /** What to do about it, in one sentence. Null if nothing needs to be done. */
  advice: z.nullable(z.string()),
  /** Who requested the mail: the user, an administrator, or no one (a notice). */
  origin: z.enum(['self-service', 'started', 'notice']),
  askedAt: instant,
  attempts: z.int(),
  /** For delayed mails: how long sending is retried. */
  triedUntil: z.nullable(instant),
  /** For delayed mails: when sending is retried next. */
  nextAttemptAt: z.nullable(instant),
  /** Oldest first. `detail` contains the mail server's answer, word for word. */
  events: z.array(z.object({ status: messageStatus, at: instant, detail: z.nullable(z.string()) })),
})

/** A mail in the list of all mails. Its user is null if no user has the name, or no longer. */
export const listedMessage = z.extend(message, {
  user: z.nullable(z.object({ id: uuid, displayName: z.string() })),
})

/**
 * Newest first. The search finds parts of the address, ignoring case, or the start of the username.
 * With fewer than 3 characters it finds the start of either. `%` and `_` have no special meaning.
 * Requests for unknown names are included if the typed name is an e-mail address.
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
    /** Mails that were requested at or after this instant. */
    from: z.optional(givenInstant),
    /** Mails that were requested before this instant. */
    to: z.optional(givenInstant),
  }),
  status: 200,
  answer: listOf(listedMessage),
  problems: ['overloaded'],
})

/**
 * Sends a mail again and returns the new mail. If a mail with the same content is still waiting,
 * the answer is that one. The mail contains the same link and code, or temporary password, while
 * these are valid. Otherwise a new reset starts, as if an administrator had requested it. A notice
 * keeps its content. It goes to all addresses of the user that count, and the answer is the mail to
 * the main one. A notice about a name or address goes where it went. The caller needs the
 * permission of the call that would send the mail anew. That is the one to reset passwords, or to
 * change users for address checks and notices. `conflict`, with a sentence: this mail can't be sent
 * again.
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
