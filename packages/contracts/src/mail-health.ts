import * as z from 'zod/mini'
import { instant } from './fields.ts'
import { deliveryReason, message } from './messages.ts'
import { route } from './route.ts'

/**
 * Whether mails from us are taken. `down`: our own mail server can't be reached, doesn't answer in
 * time, doesn't let us sign in or refuses us as a sender, and has taken nothing since; or mails came
 * back because the recipients' servers refuse us as a sender. `delayed`: mails wait for it, or for the worker,
 * longer than usual. `unknown`: nothing was sent in the last 24 hours.
 */
export const mailHealthState = z.enum(['working', 'delayed', 'down', 'unknown'])

/** Mails that were asked for within a time, by where they stand now; each is counted once. */
export const mailCounts = z.object({
  /** Taken by our mail server, and nothing told since. */
  accepted: z.int(),
  delivered: z.int(),
  /** Here or beyond our mail server; still tried. */
  delayed: z.int(),
  bounced: z.int(),
  refused: z.int(),
  failed: z.int(),
})

/** The newest mishaps of mails, those of one kind together. No addresses, and no secrets. */
export const mailError = z.object({
  /** Its newest. */
  at: instant,
  reason: deliveryReason,
  /** One sentence: what to do about it. Null where it heals by itself. */
  advice: z.nullable(z.string()),
  /** The other side's own words, of the newest. */
  detail: z.nullable(z.string()),
  /** Tries within the last 24 hours, at most 500 of all kinds together. */
  count: z.int(),
})

/** An outage in one answer. It ends by itself: what waits is sent, administrators' mails first. */
export const mailHealth = z.object({
  transport: z.enum(['mailbox', 'smtp', 'sendgrid']),
  state: mailHealthState,
  /** Since when it is `down` or `delayed`; else null. */
  since: z.nullable(instant),
  lastAcceptedAt: z.nullable(instant),
  /** Mails that are still ours to send, and when the oldest of them was asked for. */
  queue: z.object({ count: z.int(), oldestAt: z.nullable(instant) }),
  /** Newest first, at most 5. */
  lastErrors: z.array(mailError),
  lastHour: mailCounts,
  lastDay: mailCounts,
  /** Who may report what became of mails: SendGrid's event webhook, bounces by BOUNCE_ADDRESS. */
  eventsConfigured: z.object({ sendgrid: z.boolean(), bounces: z.boolean() }),
  /** Of the newest thing reported; null: nothing ever was. */
  lastEventAt: z.nullable(instant),
})

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
 * Mails the caller, and nobody else, at the address where their own resets go; its status can be
 * watched in the caller's messages. One a minute. One that still waits is replaced, so that each
 * is a try at once, and an outage ends with one such mail.
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
