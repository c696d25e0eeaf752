import type { receiveSendgridEvents as contract } from '@rekey/contracts/mail-events'
import type { Deps } from '../../deps.ts'
import type { Admit } from '../../http/admit-body.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { isEventMac } from '../../models/event-token.ts'
import { recordReports } from '../../models/message-reports.ts'
import { readSendgridEvent } from './read-sendgrid-event.ts'
import { isSignedBySendgrid, maySign } from './sendgrid-signature.ts'

/**
 * Events that are read and written at a time: other calls wait for this many, not for all of them.
 */
const batchSize = 1_000

/**
 * POST /mail-events/sendgrid. SendGrid's signature admits a batch. Of its events only those with
 * our own MAC count, each once. Others are ignored silently, because another service may share the
 * account. Unsigned, altered and stale batches get one answer.
 */
export const receiveSendgridEvents: Verb<typeof contract> = async ({ headers, body }, deps) => {
  const key = requireKey(deps)
  const now = deps.clock.now()
  if (!isSignedBySendgrid(key, { ...signatureIn(headers), body }, now)) {
    throw new Problem('not-permitted')
  }
  const events = readEvents(body)
  let kept = 0
  for (let from = 0; from < events.length; from += batchSize) {
    kept += await record(events.slice(from, from + batchSize), deps, now)
  }
  deps.log.info({ events: events.length, kept }, 'mail events')
  return { status: 204, body: null }
}

/**
 * The signature covers the whole body; whether it is well-formed and recent is checked before the
 * body is read.
 */
export const admitSendgridEvents: Admit<typeof contract> = (headers, deps) => {
  requireKey(deps)
  if (!maySign(signatureIn(headers), deps.clock.now())) throw new Problem('not-permitted')
}

/** @throws Problem not-configured */
function requireKey({ config }: Deps) {
  if (config.sendgridWebhookKey) return config.sendgridWebhookKey
  throw new Problem('not-configured', { headers: { 'retry-after': '3600' } })
}

const signatureIn = (headers: Input<typeof contract>['headers']) => ({
  signature: headers['x-twilio-email-event-webhook-signature'],
  timestamp: headers['x-twilio-email-event-webhook-timestamp'],
})

async function record(events: readonly unknown[], { db, keys }: Deps, now: Date) {
  const reports = events.flatMap((event) => readSendgridEvent(event) ?? [])
  if (reports.length === 0) return 0
  return recordReports(db, reports, isEventMac.bind(null, keys), now)
}

/** @throws Problem `bad-request` if it isn't a list */
function readEvents(body: Uint8Array): unknown[] {
  try {
    const events: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (Array.isArray(events)) return events
  } catch (cause) {
    throw new Problem('bad-request', { cause })
  }
  throw new Problem('bad-request')
}
