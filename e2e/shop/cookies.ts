import type { Session } from './sessions.ts'
import type { Shop } from './shop-parts.ts'

type Name = 'session' | 'device'

/** Over https the browser then refuses such a cookie from any other host. */
const fullName = (origin: string, name: Name) =>
  `${origin.startsWith('https:') ? '__Host-' : ''}shop-${name}`

/** @returns '' without the cookie */
export function readCookie({ origin }: Shop, request: Request, name: Name): string {
  const start = `${fullName(origin, name)}=`
  const cookies = (request.headers.get('cookie') ?? '').split('; ')
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) ?? ''
}

/** Scripts can't read it, and browsers don't send it with a `POST` of another site. */
export function setCookie({ origin }: Shop, name: Name, value: string, days = 0): [string, string] {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  const age = days > 0 ? `; Max-Age=${days * 24 * 60 * 60}` : ''
  const traits = `Path=/; HttpOnly; SameSite=Lax${secure}${age}`
  return ['set-cookie', `${fullName(origin, name)}=${value}; ${traits}`]
}

type SignedIn = { readonly sessionId: string; readonly session: Session }

function findSession(shop: Shop, request: Request): SignedIn | null {
  const sessionId = readCookie(shop, request, 'session')
  const session = shop.sessions.find(sessionId)
  return session && { sessionId, session }
}

/** For routes that only signed-in users may call. The router sends others to the sign-in page. */
export class NotSignedIn extends Error {}

/** @throws NotSignedIn */
export function requireSession(shop: Shop, request: Request): SignedIn {
  const signedIn = findSession(shop, request)
  if (!signedIn) throw new NotSignedIn()
  return signedIn
}
