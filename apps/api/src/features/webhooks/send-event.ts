import type { IncomingMessage } from 'node:http'
import { Webhook } from 'standardwebhooks'
import type { Deps } from '../../deps.ts'
import { second } from '../../lib/clock.ts'
import { requestPinned } from '../../lib/request-pinned.ts'
import { unsealWebhookSecrets } from '../../models/webhook-secrets.ts'
import type { Attempt, Due } from './due-deliveries.ts'
import { explainFailure } from './explain-failure.ts'
import { findCallable } from './find-callable.ts'

/** How long one try may take, from looking the name up to the end of the answer. */
const patienceMs = 15 * second

/** How much of an answer is kept for the list of deliveries. */
const keptBytes = 1_000

type SendDeps = Pick<Deps, 'config' | 'keys' | 'dns' | 'clock'>

/**
 * Sends one event once, as the Standard Webhooks specification says. It never throws: how it ended
 * is in the list of deliveries.
 */
export async function sendEvent(
  deps: SendDeps,
  due: Due,
  { patience = patienceMs, stopping }: { patience?: number; stopping?: AbortSignal } = {},
): Promise<Attempt> {
  const at = deps.clock.now()
  const timeOut = AbortSignal.timeout(patience)
  const signal = stopping ? AbortSignal.any([timeOut, stopping]) : timeOut
  const failed = (detail: string): Attempt => ({
    at,
    status: null,
    detail,
    answer: null,
    isDelivered: false,
    retryAfter: null,
  })
  try {
    const secrets = unsealWebhookSecrets(deps.keys, due.sealedSecrets)
    if (secrets.length === 0) return failed('The secret can’t be read. Rotate it.')
    const url = new URL(due.url)
    const found = await findCallable(deps, url, signal)
    if ('fault' in found) return failed(found.fault)
    const { body, headers } = signedEvent(due, secrets, at)
    const options = { method: 'POST', headers, body, signal } as const
    const response = await requestPinned(url, found.addresses, options)
    const answer = await readAnswer(response)
    // If only the end of the connection ends an answer, our own time limit seems to end it well.
    signal.throwIfAborted()
    return { at, ...answer }
  } catch (error) {
    return failed(explainFailure(error, timeOut, patience))
  }
}

/** Each living secret adds a signature, so receivers can change the secret at any time. */
function signedEvent({ eventId, type, at, data }: Due, secrets: readonly string[], now: Date) {
  const body = JSON.stringify({ id: eventId, type, timestamp: at.toISOString(), data })
  const signatures = secrets.map((secret) => new Webhook(secret).sign(eventId, now, body))
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Rekey-Webhooks',
    'webhook-id': eventId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  }
  return { body, headers }
}

async function readAnswer(response: IncomingMessage): Promise<Omit<Attempt, 'at'>> {
  const status = response.statusCode ?? 0
  const answer = await readBeginning(response)
  const isDelivered = status >= 200 && status < 300
  const retryAfter = response.headers['retry-after'] ?? null
  return { status, answer, isDelivered, retryAfter, detail: describe(status) }
}

function describe(status: number): string {
  if (status >= 200 && status < 300) return 'Delivered.'
  if (status >= 300 && status < 400)
    return `The answer is a redirect (${status}). Rekey follows none.`
  if (status === 410) return 'The answer says that the receiver is gone (410).'
  return `The answer is an error (${status}).`
}

/** Stops reading, and closes the connection, once it has what is kept. */
async function readBeginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= keptBytes) break
  }
  // PostgreSQL can't store U+0000.
  return Buffer.concat(chunks).subarray(0, keptBytes).toString('utf8').replaceAll('\0', '\uFFFD')
}
