import { generateKeyPairSync, sign } from 'node:crypto'
import type { TestApp } from './test-app.ts'

/** SendGrid's event webhook with a P-256 key of its own: signs as they do, and posts. */
export function createSendgridWebhook() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signed = (body: string, at: Date) => {
    const timestamp = String(Math.floor(at.getTime() / 1_000))
    const signature = sign('sha256', Buffer.from(timestamp + body), privateKey).toString('base64')
    return {
      'x-twilio-email-event-webhook-signature': signature,
      'x-twilio-email-event-webhook-timestamp': timestamp,
    }
  }
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    signed,
    post: (service: TestApp, events: unknown, at = service.clock.now()) => {
      const body = typeof events === 'string' ? events : JSON.stringify(events)
      return postEvents(service, body, signed(body, at))
    },
  }
}

export const postEvents = (service: TestApp, payload: string, headers: Record<string, string>) =>
  service.app.inject({
    method: 'POST',
    url: '/api/v1/mail-events/sendgrid',
    payload,
    headers: { 'content-type': 'application/json', 'user-agent': 'SendGrid Event API', ...headers },
  })
