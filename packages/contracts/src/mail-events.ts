import * as z from 'zod/mini'
import { route } from './route.ts'

/** The largest report in bytes: a batch of thousands of events, or a bounce with its mail. */
const maximumBytes = 5 * 1_024 * 1_024

/**
 * Receives the reports of SendGrid's event webhook, whose signature covers timestamp and raw body.
 * The answer doesn't reveal whether an event is about one of our mails.
 */
export const receiveSendgridEvents = route({
  name: 'receive-sendgrid-events',
  method: 'POST',
  path: '/mail-events/sendgrid',
  summary: "Take what SendGrid's event webhook reports of mails",
  access: 'public',
  limit: 'mailEvents',
  headers: z.looseObject({
    'x-twilio-email-event-webhook-signature': z.optional(z.string()),
    'x-twilio-email-event-webhook-timestamp': z.optional(z.string()),
  }),
  rawBody: { type: 'application/json', maximumBytes },
  status: 204,
  answer: null,
  problems: ['not-permitted', 'not-configured', 'overloaded'],
})

/**
 * Receives a raw delivery status notification (RFC 3464) that a mail server pipes in. The MAC in
 * the address that it was returned to proves it. The answer is the same without a valid MAC. Only
 * the first 256 KiB are read.
 */
export const receiveBounce = route({
  name: 'receive-bounce',
  method: 'POST',
  path: '/mail-events/dsn',
  summary: 'Take a bounce from the mail server',
  access: 'public',
  limit: 'mailEvents',
  rawBody: { type: 'message/rfc822', maximumBytes, keptBytes: 256 * 1_024 },
  status: 204,
  answer: null,
  problems: ['not-configured', 'overloaded'],
})
