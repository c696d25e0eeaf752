import type { DeliveryReason } from '@rekey/contracts/messages'
import * as z from 'zod/mini'
import { second } from '../../lib/clock.ts'
import { reportedReason } from '../../mail/delivery-reason.ts'
import { eventTokenArgument } from '../../mail/sendgrid-event-token.ts'
import { shownDetail } from '../../mail/smtp-failure.ts'
import { withoutSecrets } from '../../mail/without-secrets.ts'
import { parseEventToken } from '../../models/event-token.ts'
import type { Report } from '../../models/message-reports.ts'

/** A field that is missing or of another type is ignored, so it can't make the batch fail. */
const otherwise = z.catch
const words = otherwise(z.string(), '')
const digits = z.pipe(z.string().check(z.regex(/^\d{1,11}$/)), z.transform(Number))
const seconds = z.pipe(z.union([z.number(), digits]), z.number().check(z.gte(0), z.lte(10 ** 10)))

/** The fields that we read of an event: its id, our argument, and what happened. */
const sendgridEvent = z.object({
  event: z.string(),
  sg_event_id: z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/)),
  [eventTokenArgument]: z.string(),
  timestamp: otherwise(z.nullable(seconds), null),
  reason: words,
  response: words,
  status: words,
  bounce_classification: words,
})

type SendgridEvent = z.infer<typeof sendgridEvent>
type Told = Pick<Report, 'status' | 'reason' | 'detail'>

/**
 * Converts one event of SendGrid's webhook to a report on a mail. Null: it is malformed, lacks our
 * argument, or says nothing about delivery (opens, clicks, unsubscribes, and any new kind).
 */
export function readSendgridEvent(given: unknown): Report | null {
  const { data: event } = sendgridEvent.safeParse(given)
  const token = event && parseEventToken(event[eventTokenArgument])
  const told = event && (byEvent.get(event.event)?.(event) ?? null)
  if (!token || !told) return null
  return {
    ...told,
    messageId: token.id,
    mac: token.mac,
    sourceId: `sendgrid:${event.sg_event_id}`,
    at: event.timestamp === null ? null : new Date(event.timestamp * second),
    detail: told.detail && withoutSecrets(shownDetail(told.detail)),
  }
}

const byEvent = new Map<string, (event: SendgridEvent) => Told>([
  ['processed', () => ({ status: 'accepted', reason: null, detail: 'Processed by SendGrid' })],
  ['deferred', deferred],
  ['delivered', ({ response }) => ({ status: 'delivered', reason: null, detail: response })],
  ['bounce', bounced],
  ['dropped', dropped],
  [
    'spamreport',
    () => ({
      status: 'delivered',
      reason: 'marked-as-spam',
      detail: 'The recipient marked it as spam',
    }),
  ],
])

/** SendGrid retries by itself, for three days. */
function deferred({ response, reason, status }: SendgridEvent): Told {
  const said = response || reason
  return {
    status: 'delayed',
    reason: reportedReason({ status, words: said }, { isFinal: false }),
    detail: said,
  }
}

/**
 * `bounce` (5yz) and `blocked` (refused this once): in both cases SendGrid won't try this mail
 * again.
 */
function bounced({ reason, response, status, bounce_classification }: SendgridEvent): Told {
  const said = reason || response
  const byCode = reportedReason({ status, words: said }, { isFinal: true })
  const byClass = byClassification.get(bounce_classification.toLowerCase())
  return {
    status: 'bounced',
    reason: byCode === 'not-understood' ? (byClass ?? byCode) : byCode,
    detail: said,
  }
}

/** SendGrid's own classification, for when the other server's words say too little. */
const byClassification = new Map<string, DeliveryReason>([
  ['invalid address', 'address-does-not-exist'],
  ['mailbox unavailable', 'mailbox-disabled'],
  ['content', 'refused-by-policy'],
  ['reputation', 'sender-blocked'],
  ['frequency or volume too high', 'refused-by-policy'],
  ['technical failure', 'recipient-server-unreachable'],
  ['technical', 'recipient-server-unreachable'],
])

/** SendGrid accepted the mail but never sent it. */
function dropped({ reason }: SendgridEvent): Told {
  return {
    status: 'bounced',
    reason: dropReasons.get(reason.toLowerCase()) ?? 'not-understood',
    detail: `Dropped by SendGrid: ${reason || 'no reason given'}`,
  }
}

const dropReasons = new Map<string, DeliveryReason>([
  ['bounced address', 'suppressed'],
  ['unsubscribed address', 'suppressed'],
  ['spam reporting address', 'suppressed'],
  ['invalid', 'address-does-not-exist'],
  ['spam content', 'refused-by-policy'],
  ['recipient list over package quota', 'quota-used-up'],
])
