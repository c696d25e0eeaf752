import * as z from 'zod/mini'
import { route } from './route.ts'

/** Bytes of one report: a batch of thousands of events, or a bounce with the mail it returns. */
const maximumBytes = 5 * 1_024 * 1_024

/**
 * What SendGrid's event webhook reports, by its signature over timestamp and raw body. The answer
 * is the same whether or not an event is about a mail of ours.
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
 * A raw delivery status notification (RFC 3464), as a mail server pipes it in. What counts is the
 * MAC in the address it was returned to; the answer is the same without a right one. Its first 256 KiB
 * are read.
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
