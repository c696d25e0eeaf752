import * as z from 'zod/mini'
import { instant } from './fields.ts'
import { deliveryReason, message } from './messages.ts'
import { route } from './route.ts'

/**
 * Whether mail servers accept our mails. `down`: our mail server can't be reached, doesn't answer
 * in time, refuses our sign-in or refuses us as a sender, and has accepted nothing since. `down`
 * also means that mails came back because recipients' servers refuse us as a sender. `delayed`:
 * mails wait longer than usual for the mail server or for the worker. `unknown`: nothing was sent
 * in the last 24 hours.
 */
export const mailHealthState = z.enum(['working', 'delayed', 'down', 'unknown'])

/**
 * The number of mails requested within a period, by their current status. Each mail counts once.
 */
export const mailCounts = z.object({
  /** Accepted by our mail server, without a report since. */
  accepted: z.int(),
  delivered: z.int(),
  /** Delayed here or after our mail server, and still being retried. */
  delayed: z.int(),
  bounced: z.int(),
  refused: z.int(),
  failed: z.int(),
})

/** The newest errors of mails, grouped by kind. They contain no addresses and no secrets. */
export const mailError = z.object({
  /** When the newest error happened. */
  at: instant,
  reason: deliveryReason,
  /** What to do about it, in one sentence. Null if it resolves by itself. */
  advice: z.nullable(z.string()),
  /** The newest answer of the other mail server, word for word. */
  detail: z.nullable(z.string()),
  /** Attempts within the last 24 hours, at most 500 of all kinds together. */
  count: z.int(),
})

/**
 * Describes an outage in one answer. After it, waiting mails are sent automatically,
 * administrators' mails first.
 */
export const mailHealth = z.object({
  transport: z.enum(['mailbox', 'smtp', 'sendgrid']),
  state: mailHealthState,
  /** Since when the state is `down` or `delayed`; null in other states. */
  since: z.nullable(instant),
  lastAcceptedAt: z.nullable(instant),
  /** Mails that we still have to send, and when the oldest one was requested. */
  queue: z.object({ count: z.int(), oldestAt: z.nullable(instant) }),
  /** Newest first, at most 5. */
  lastErrors: z.array(mailError),
  lastHour: mailCounts,
  lastDay: mailCounts,
  /** Which delivery reports are set up: SendGrid's event webhook, and bounces by BOUNCE_ADDRESS. */
  eventsConfigured: z.object({ sendgrid: z.boolean(), bounces: z.boolean() }),
  /** When the newest report arrived, or null if there has been none. */
  lastEventAt: z.nullable(instant),
})

/** Answers at once from what is stored, without connecting to a mail server. */
export const showMailHealth = route({
  name: 'show-mail-health',
  method: 'GET',
  path: '/mail-health',
  summary: 'Whether mail is sent, how much is waiting, and recent errors',
  access: { anyOf: ['messages.read'] },
  limit: null,
  status: 200,
  answer: mailHealth,
  problems: [],
})

/**
 * Sends a test mail to the address where the caller's own resets go, and to no one else. Its status
 * is among the caller's messages. Only one is allowed a minute. A test mail that is still waiting
 * is replaced, so that each one is tried at once. After an outage only one arrives.
 */
export const sendTestMail = route({
  name: 'send-test-mail',
  method: 'POST',
  path: '/mail-health/test',
  summary: 'Send a test mail to yourself',
  access: { anyOf: ['messages.read'] },
  limit: null,
  status: 202,
  answer: z.object({ message }),
  problems: ['user-has-no-address', 'rate-limited'],
})

export type MailHealth = z.infer<typeof mailHealth>
export type MailHealthState = z.infer<typeof mailHealthState>
export type MailCounts = z.infer<typeof mailCounts>
export type MailError = z.infer<typeof mailError>
