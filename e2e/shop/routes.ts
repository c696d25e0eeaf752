import { readFile } from 'node:fs/promises'
import { showContacts, startReset } from './contacts.ts'
import { NotSignedIn } from './cookies.ts'
import { signInPage } from './pages.ts'
import { receiveWebhook } from './receive-webhook.ts'
import type { Shop, Visit } from './shop-parts.ts'
import { signIn, signOut } from './sign-in.ts'
import { streamMails } from './stream-mails.ts'

type Route = (shop: Shop, visit: Visit) => Promise<Response>

const sendFile =
  (name: string, type: string): Route =>
  async () =>
    new Response(await readFile(new URL(`browser/${name}`, import.meta.url)), {
      headers: { 'content-type': type },
    })

const webhook = 'POST /hooks/rekey'

const routes: Readonly<Record<string, Route>> = {
  'GET /': (shop, visit) => showContacts(shop, visit),
  'POST /sign-in': signIn,
  'POST /sign-out': signOut,
  'POST /resets': startReset,
  'GET /mail-events': streamMails,
  [webhook]: receiveWebhook,
  'GET /follow-mails.js': sendFile('follow-mails.js', 'text/javascript'),
  'GET /shop.css': sendFile('shop.css', 'text/css'),
}

/** Answers one request to the shop. */
export async function answerVisit(shop: Shop, visit: Visit): Promise<Response> {
  const { request } = visit
  const name = `${request.method} ${new URL(request.url).pathname}`
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined
  if (!route) return new Response('There is no such page.', { status: 404 })
  if (request.method === 'POST' && name !== webhook && !isFromOwnPage(shop, request)) {
    return new Response('Send this form from the shop itself.', { status: 403 })
  }
  try {
    return withSafeHeaders(await route(shop, visit))
  } catch (error) {
    if (error instanceof NotSignedIn) return withSafeHeaders(signInPage(shop))
    throw error
  }
}

/** Browsers name the page that a form comes from, and no other site can change that. */
const isFromOwnPage = ({ origin }: Shop, { headers }: Request) => headers.get('origin') === origin

function withSafeHeaders(response: Response): Response {
  response.headers.set('cache-control', 'no-store')
  response.headers.set('x-content-type-options', 'nosniff')
  // Not no-referrer: browsers would then send `Origin: null` with the shop's own forms.
  response.headers.set('referrer-policy', 'same-origin')
  return response
}
