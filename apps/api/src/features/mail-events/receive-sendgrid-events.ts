import type { receiveSendgridEvents as contract } from '@rekey/contracts/mail-events'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { isEventMac } from '../../models/event-token.ts'
import { recordReports } from '../../models/message-reports.ts'
import { readSendgridEvent } from './read-sendgrid-event.ts'
import { isSignedBySendgrid } from './sendgrid-signature.ts'

/** Read and written at a time: whoever else calls meanwhile waits for so many, not for all. */
const batchSize = 1_000

/**
 * POST /mail-events/sendgrid. Their signature lets a batch in; of its events those count that bring
 * back our own MAC, each once. What doesn't count is passed over and not told of: another service
 * may share the account. Unsigned, altered and stale ones get one answer.
 */
export const receiveSendgridEvents: Verb<typeof contract> = async ({ headers, body }, deps) => {
  const key = deps.config.sendgridWebhookKey
  if (!key) throw new Problem('not-configured', { headers: { 'retry-after': '3600' } })
  const now = deps.clock.now()
  const signed = {
    signature: headers['x-twilio-email-event-webhook-signature'],
    timestamp: headers['x-twilio-email-event-webhook-timestamp'],
    body,
  }
  if (!isSignedBySendgrid(key, signed, now)) throw new Problem('not-permitted')
  const events = readEvents(body)
  let kept = 0
  for (let from = 0; from < events.length; from += batchSize) {
    kept += await record(events.slice(from, from + batchSize), deps, now)
  }
  deps.log.info({ events: events.length, kept }, 'mail events')
  return { status: 204, body: null }
}

async function record(events: readonly unknown[], { db, keys }: Deps, now: Date) {
  const reports = events.flatMap((event) => readSendgridEvent(event) ?? [])
  if (reports.length === 0) return 0
  return recordReports(db, reports, isEventMac.bind(null, keys), now)
}

/** @throws Problem `bad-request` for what is no list */
function readEvents(body: Uint8Array): unknown[] {
  try {
    const events: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (Array.isArray(events)) return events
  } catch (cause) {
    throw new Problem('bad-request', { cause })
  }
  throw new Problem('bad-request')
}
