import sharedClient from '@sendgrid/client'
import sharedService from '@sendgrid/mail'
import { second } from '../lib/clock.ts'
import type { Delivery, Mail, Mailer } from './mail.ts'
import { quotedAddress } from './quoted-address.ts'
import { eventTokenArgument } from './sendgrid-event-token.ts'
import { sendgridFailure } from './sendgrid-failure.ts'
import { shownDetail } from './smtp-failure.ts'

/**
 * SendGrid's types describe only the shared instances; ours keep their key and address to
 * themselves.
 */
const Client = sharedClient.constructor as new () => typeof sharedClient
const MailService = sharedService.constructor as new () => typeof sharedService
type Message = Exclude<Parameters<typeof sharedService.send>[0], readonly unknown[]>

/** Below the 120 seconds after which the queue considers a job lost. */
const defaultDeliveryMs = 30 * second

/** No answer of this API is longer; a longer one comes from another server. */
const maximumAnswerBytes = 1_000_000

/**
 * Sends mail by SendGrid's Web API (`POST /v3/mail/send`). Links stay as they are and no picture is
 * added: tracking is off in each mail, whatever the account's settings are. Users who request a way
 * back in get it even if an earlier mail bounced, was marked as spam or unsubscribed from. For that
 * it bypasses the whole list management: bounces, spam reports, global and group unsubscribes. This
 * can't be combined with the bypasses of single lists. SendGrid still drops mails to an address
 * that it considers invalid, or over the quota; no setting changes that.
 * @param deliveryMs limits the whole of one try, against servers that answer in tiny pieces
 */
export function createSendgridMailer(
  { apiKey, baseUrl }: { readonly apiKey: string; readonly baseUrl: string },
  deliveryMs = defaultDeliveryMs,
): Mailer {
  const client = new BoundedClient(apiKey, baseUrl, deliveryMs)
  const service = new MailService()
  service.setClient(client)
  return {
    name: 'sendgrid',
    async deliver(mail): Promise<Delivery> {
      try {
        const [{ statusCode, headers }] = await service.send(sendgridMessage(mail))
        if (statusCode === 202) return { status: 'accepted', detail: acceptedAs(headers) }
        // 200 is SendGrid's sandbox, and any other status isn't theirs: the mail won't be sent.
        const detail = `HTTP ${statusCode} instead of 202`
        return { status: 'delayed', reason: 'not-understood', detail }
      } catch (error) {
        return sendgridFailure(error)
      }
    },
    async check() {
      const answer = await client
        .request({ method: 'GET', url: '/v3/scopes' })
        .catch((error: unknown) => {
          throw new Error(sendgridFailure(error).detail)
        })
      const scopes: unknown = answer[1]?.scopes
      if (!Array.isArray(scopes)) throw new Error(`${baseUrl} does not answer as SendGrid does`)
      if (!scopes.includes('mail.send')) throw new Error('The API key lacks the scope mail.send')
    },
    async close() {},
  }
}

function acceptedAs(headers: Readonly<Record<string, unknown>>): string {
  const id = headers['x-message-id']
  return shownDetail(`HTTP 202, X-Message-Id ${typeof id === 'string' ? id : 'not told'}`)
}

/**
 * SendGrid's client, with a time limit for each request. Their mail service would copy the mail's
 * headers into the HTTP request, so we remove them there. It follows no redirect, because that
 * would send our key to another server.
 */
class BoundedClient extends Client {
  readonly #deliveryMs: number

  constructor(apiKey: string, baseUrl: string, deliveryMs: number) {
    super()
    this.#deliveryMs = deliveryMs
    this.setDefaultHeader('Authorization', `Bearer ${apiKey}`)
    this.setDefaultRequest('baseUrl', baseUrl)
  }

  override createRequest(data: Parameters<typeof sharedClient.createRequest>[0]) {
    const bounds = {
      signal: AbortSignal.timeout(this.#deliveryMs),
      maxRedirects: 0,
      maxContentLength: maximumAnswerBytes,
    }
    return { ...super.createRequest({ ...data, headers: {} }), ...bounds }
  }
}

const off = { enable: false } as const

/** The plain part comes first (RFC 2046, 5.1.4), as SendGrid's API requires too. */
const sendgridMessage = (mail: Mail): Message => ({
  from: { name: mail.from.name, email: mail.from.address },
  to: { email: quotedAddress(mail.to) },
  ...(mail.replyTo !== null && { replyTo: { email: mail.replyTo } }),
  subject: mail.subject,
  content: [
    { type: 'text/plain', value: mail.text },
    { type: 'text/html', value: mail.html },
  ],
  headers: { ...mail.headers, 'Message-ID': `<${mail.messageId}>` },
  ...(mail.eventToken !== null && { customArgs: { [eventTokenArgument]: mail.eventToken } }),
  mailSettings: { bypassListManagement: { enable: true } },
  trackingSettings: {
    clickTracking: { ...off, enableText: false },
    openTracking: off,
    subscriptionTracking: off,
    ganalytics: off,
  },
})
