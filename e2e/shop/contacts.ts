import { RekeyProblem } from '@rekey/client'
import { requireSession } from './cookies.ts'
import { contactsPage } from './pages.ts'
import type { Shop, Visit } from './shop-parts.ts'

/** `GET /`: contacts that match the search, and the mails of the resets that the user started. */
export async function showContacts(
  shop: Shop,
  { request }: Visit,
  notice?: string,
): Promise<Response> {
  const { session } = requireSession(shop, request)
  const search = (new URL(request.url).searchParams.get('search') ?? '').slice(0, 100).trim()
  // With the scope contacts.read, Rekey shows contacts only, and their addresses masked.
  const { items } = await shop.rekey.listUsers({
    kind: 'contact',
    status: 'active',
    limit: 20,
    ...(search && { search }),
  })
  const mails = shop.mails.listOf(session.userId)
  return contactsPage({ session, search, contacts: items, mails, notice })
}

/** `POST /resets`: Rekey mails the contact. The shop sees neither link, code nor password. */
export async function startReset(shop: Shop, visit: Visit): Promise<Response> {
  const { request, clientIp } = visit
  const { session } = requireSession(shop, request)
  const form = new URLSearchParams(await request.text())
  const id = form.get('contact') ?? ''
  const attempt = form.get('attempt') ?? ''
  if (!isUuid(id) || !isUuid(attempt)) return new Response('Reload the page.', { status: 400 })
  try {
    const contact = await shop.rekey.showUser({ id })
    const { message } = await shop.rekey.startUserReset(
      { id, reason: `Asked for by ${session.displayName} in the shop` },
      // The page has a new number in each form, so a double click sends one mail.
      { idempotencyKey: `shop:${session.userId}:${attempt}`, clientIp },
    )
    shop.mails.add(session.userId, {
      id: message.id,
      contact: contact.displayName,
      status: message.status,
    })
    shop.changes.emit('change')
  } catch (error) {
    return showContacts(shop, visit, reasonOf(error))
  }
  return new Response(null, { status: 303, headers: { location: '/' } })
}

const isUuid = (value: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)

/** @throws what isn't about this contact */
function reasonOf(error: unknown): string {
  if (!(error instanceof RekeyProblem)) throw error
  switch (error.code) {
    case 'user-has-no-address':
      return 'This contact has no e-mail address.'
    case 'not-found':
    case 'user-deactivated':
      return 'This contact was deleted or deactivated.'
    case 'user-signs-in-elsewhere':
      return 'This contact has no password here.'
    case 'rate-limited':
      return 'Too many resets were started. Try again later.'
    default:
      throw error
  }
}
