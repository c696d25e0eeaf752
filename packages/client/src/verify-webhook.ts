import { Webhook } from 'standardwebhooks'
import type { WebhookEvent } from './webhook-event.ts'

export type WebhookFault =
  | 'secret-malformed'
  | 'body-parsed'
  | 'headers-missing'
  | 'timestamp-malformed'
  | 'timestamp-too-old'
  | 'timestamp-too-new'
  | 'signature-wrong'
  | 'not-an-event'

/** Why a request isn't a webhook of Rekey. Answer it with 400. */
export class RekeyWebhookError extends Error {
  override readonly name = 'RekeyWebhookError'
  readonly code: WebhookFault

  constructor(code: WebhookFault, message: string) {
    super(message)
    this.code = code
  }
}

/** `request.headers` of fetch, Node, Express or Fastify. Upper and lower case are the same. */
export type WebhookHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>

const toleranceSeconds = 5 * 60
const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const

/**
 * Checks that a request comes from Rekey and is recent (Standard Webhooks), and returns its event.
 * @param rawBody the body as it came, not parsed
 * @param secret `whsec_…`; a list while you change from one to another
 * @throws RekeyWebhookError
 */
export function verifyWebhook(
  rawBody: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secret: string | readonly string[],
): WebhookEvent {
  const webhooks = [secret].flat().map(openSecret)
  if (webhooks.length === 0) throw new RekeyWebhookError('secret-malformed', 'Give a secret.')
  const body = textOf(rawBody)
  const signed = readHeaders(headers)
  checkTime(signed['webhook-timestamp'])
  if (!webhooks.some((webhook) => isSignedBy(webhook, body, signed))) {
    throw new RekeyWebhookError(
      'signature-wrong',
      'The signature doesn’t match. The secret is another webhook’s, or the body was changed, for example parsed and written again.',
    )
  }
  return readEvent(body)
}

function openSecret(secret: unknown): Webhook {
  const text = typeof secret === 'string' ? secret.trim() : ''
  if (
    /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) &&
    text.length > 6
  ) {
    return new Webhook(text)
  }
  throw new RekeyWebhookError(
    'secret-malformed',
    'The secret must begin with whsec_ and be complete. Is the environment variable set that it comes from?',
  )
}

/** Arrays of bytes are recognised by name, because they may come from another realm. */
function textOf(body: unknown): string {
  if (typeof body === 'string') return body
  const tag = Object.prototype.toString.call(body)
  if (ArrayBuffer.isView(body) || tag === '[object ArrayBuffer]') {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body as ArrayBuffer)
  }
  const notRead = ['[object Promise]', '[object Request]', '[object ReadableStream]'].includes(tag)
  throw new RekeyWebhookError(
    'body-parsed',
    notRead
      ? 'The body wasn’t read before it came here. Pass `await request.text()`.'
      : 'The body was parsed before it came here, but the signature covers its bytes. Pass it as it came: express.raw() in Express, parseAs: "buffer" in Fastify, await request.text() in Next.js.',
  )
}

type SignedHeaders = Record<(typeof names)[number], string>

function readHeaders(headers: WebhookHeaders): SignedHeaders {
  const values = names.map((name) => [name, readHeader(headers, name)] as const)
  const missing = values.flatMap(([name, value]) => (value ? [] : [name]))
  if (missing.length === 0) return Object.fromEntries(values) as SignedHeaders
  throw new RekeyWebhookError(
    'headers-missing',
    `The request has no ${missing.join(', ')}. Does it come from Rekey?`,
  )
}

function readHeader(headers: WebhookHeaders, name: string): string | null {
  if (typeof headers?.get === 'function') return headers.get(name)
  const [, value] = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name) ?? []
  return [value].flat()[0] ?? null
}

function checkTime(timestamp: string): void {
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new RekeyWebhookError('timestamp-malformed', 'webhook-timestamp isn’t a number.')
  }
  const age = Math.floor(Date.now() / 1_000) - Number(timestamp)
  if (Math.abs(age) <= toleranceSeconds) return
  throw age > 0
    ? new RekeyWebhookError(
        'timestamp-too-old',
        `The request was signed ${age} seconds ago. Somebody sends an old one again, or this computer’s clock is ahead.`,
      )
    : new RekeyWebhookError(
        'timestamp-too-new',
        `The request was signed ${-age} seconds in the future. This computer’s clock is behind.`,
      )
}

function isSignedBy(webhook: Webhook, body: string, headers: SignedHeaders): boolean {
  try {
    webhook.verify(body, headers, { jsonParse: false })
    return true
  } catch {
    return false
  }
}

function readEvent(body: string): WebhookEvent {
  try {
    const event: unknown = JSON.parse(body)
    if (isEvent(event)) return event
  } catch {
    // Reported below, as every body that is no event.
  }
  throw new RekeyWebhookError('not-an-event', 'The signature is right, but the body is no event.')
}

function isEvent(value: unknown): value is WebhookEvent {
  const { id, type, timestamp, data } = (value ?? {}) as Record<string, unknown>
  return [id, type, timestamp].every((each) => typeof each === 'string') && typeof data === 'object'
}
