import { RekeyWebhookError, verifyWebhook, type WebhookEvent } from '@rekey/client'
import type { Shop, Visit } from './shop-parts.ts'

/** `POST /hooks/rekey`: what Rekey tells the shop. The signature shows that it is Rekey. */
export async function receiveWebhook(shop: Shop, { request }: Visit): Promise<Response> {
  try {
    const event = verifyWebhook(await request.text(), request.headers, shop.webhookSecret)
    act(shop, event)
    return new Response(null, { status: 204 })
  } catch (error) {
    if (error instanceof RekeyWebhookError) return new Response(error.message, { status: 400 })
    throw error
  }
}

/** Doing the same twice changes nothing, so the shop needn't remember the ids of events. */
function act({ sessions, mails, changes }: Shop, { type, timestamp, data }: WebhookEvent): void {
  switch (type) {
    case 'password.changed':
    case 'user.deactivated':
    case 'user.deleted':
      sessions.endUntil(String(data.userId), timestamp)
      break
    case 'session.ended':
      sessions.endUntil(String(data.sessionId), timestamp)
      break
    default:
      if (type.startsWith('message.')) {
        mails.record(String(data.messageId), String(data.status), timestamp)
      }
  }
  changes.emit('change')
}
