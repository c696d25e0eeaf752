import { createClient, RekeyProblem, type SignInAnswer } from '@rekey/client'
import { readCookie, setCookie } from './cookies.ts'
import { signInPage } from './pages.ts'
import type { Shop, Visit } from './shop-parts.ts'

const deviceCookieDays = 180

/** `POST /sign-in`: Rekey checks the password. The shop only passes it on and never stores it. */
export async function signIn(shop: Shop, visit: Visit): Promise<Response> {
  try {
    return await openSession(shop, await signInAtRekey(shop, visit))
  } catch (error) {
    return signInPage(shop, reasonOf(error))
  }
}

async function signInAtRekey(shop: Shop, { request, clientIp }: Visit): Promise<SignInAnswer> {
  const form = new URLSearchParams(await request.text())
  const username = form.get('username') ?? ''
  const password = form.get('password') ?? ''
  // Shows Rekey that this browser has signed in before, so strangers' wrong tries don't delay it.
  const deviceToken = readCookie(shop, request, 'device') || undefined
  return shop.rekey.signIn(
    { username, password, client: 'app', deviceToken },
    // Wrong tries count for the visitor's address, not for the shop's.
    { clientIp, maxRetries: 0 },
  )
}

async function openSession(shop: Shop, answer: SignInAnswer): Promise<Response> {
  const { user, mustChangePassword, accessToken = '', refreshToken = '' } = answer
  const identity = await shop.tokens.check(accessToken)
  if (identity.kind !== 'device' || mustChangePassword) {
    await endInRekey(shop, accessToken)
    return signInPage(shop, mustChangePassword ? changeFirst : forDevicesOnly)
  }
  const id = shop.sessions.start({ ...identity, displayName: user.displayName, refreshToken })
  return goHome([
    setCookie(shop, 'session', id),
    setCookie(shop, 'device', answer.deviceToken ?? '', deviceCookieDays),
  ])
}

const changeFirst = 'Set a new password before you sign in: choose “Forgot your password?”.'
const forDevicesOnly = 'Only device users can sign in here.'

/** @throws what isn't about the username and the password */
function reasonOf(error: unknown): string {
  if (!(error instanceof RekeyProblem)) throw error
  if (error.code === 'rate-limited') {
    return `Too many tries. Try again in ${error.retryAfter ?? 60} seconds.`
  }
  if (error.code === 'sign-in-failed' || error.code === 'bad-request') {
    return 'That username and password don’t match. Try again, or reset your password.'
  }
  throw error
}

/** `POST /sign-out`: ends the session here, and the one in Rekey. */
export async function signOut(shop: Shop, { request }: Visit): Promise<Response> {
  const sessionId = readCookie(shop, request, 'session')
  const session = shop.sessions.find(sessionId)
  shop.sessions.end(sessionId)
  if (session) {
    try {
      const { refreshToken } = session
      const { accessToken } = await shop.rekey.refreshSession({ refreshToken })
      await endInRekey(shop, accessToken)
    } catch (error) {
      // The user is signed out of the shop in any case.
      console.error(error)
    }
  }
  return goHome([setCookie(shop, 'session', '')])
}

const endInRekey = ({ rekeyUrl }: Shop, accessToken: string) =>
  createClient({ baseUrl: rekeyUrl, accessToken }).signOut()

const goHome = (cookies: [string, string][]) =>
  new Response(null, { status: 303, headers: [['location', '/'], ...cookies] })
