import { readCookie } from './cookies.ts'
import type { Shop, Visit } from './shop-parts.ts'
import { describeStatus } from './status-words.ts'

/**
 * `GET /mail-events`: keeps an open page up to date (server-sent events). It looks at the session
 * each time, so a page of a signed-out user learns nothing more.
 */
export async function streamMails(shop: Shop, { request }: Visit): Promise<Response> {
  const sessionId = readCookie(shop, request, 'session')
  const { changes } = shop
  let send = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(new TextEncoder().encode(text))
      send = () => {
        const session = shop.sessions.find(sessionId)
        if (session) return write(`data: ${JSON.stringify(statusesOf(shop, session.userId))}\n\n`)
        changes.off('change', send)
        write('event: signed-out\ndata: {}\n\n')
        controller.close()
      }
      changes.on('change', send)
      send()
    },
    cancel: () => void changes.off('change', send),
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

const statusesOf = ({ mails }: Shop, userId: string) =>
  mails.listOf(userId).map(({ contact, status }) => ({ contact, status: describeStatus(status) }))
