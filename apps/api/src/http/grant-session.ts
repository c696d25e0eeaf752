import type { Kind } from '@rekey/contracts/fields'
import { deviceCookieSeconds } from '../models/device-cookie.ts'
import { accessTokenSeconds, type IssuedSession, maximumSeconds } from '../models/issue-session.ts'
import type { Client } from '../models/sessions.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { Cookie } from './cookies.ts'

type Tokens = {
  accessToken?: string
  refreshToken?: string
  expiresInSeconds?: number
  deviceToken?: string
}

export type Grant = { readonly tokens: Tokens; readonly cookies: readonly Cookie[] }

/**
 * The proof of an earlier sign-in that a client sends: an app sends a field, a browser its cookie.
 */
export const heldProof = (
  client: Client,
  { body, cookies }: { body: { deviceToken?: string | undefined }; cookies: DeviceCookies },
): string | undefined => (client === 'app' ? body.deviceToken : cookies.device)

type DeviceCookies = { readonly device: string | undefined }

/**
 * Gives an issued session to its client. A browser gets cookies, which no script can read; an app
 * gets tokens in the answer and no cookie.
 * @param deviceProof see models/device-cookie.ts
 */
export function grantSession(
  { issue }: AccessTokens,
  user: { readonly id: string; readonly kind: Kind },
  session: IssuedSession,
  deviceProof: string,
): Grant {
  if (session.client === 'browser') {
    const own: Cookie = { name: 'session', value: session.secret, maxAgeSeconds: maximumSeconds }
    return { tokens: {}, cookies: [own, deviceCookie(deviceProof)] }
  }
  const { id, refreshToken } = session
  return {
    tokens: {
      accessToken: issue({ id, userId: user.id, kind: user.kind }),
      ...(refreshToken !== null && { refreshToken }),
      expiresInSeconds: accessTokenSeconds,
      deviceToken: deviceProof,
    },
    cookies: [],
  }
}

export const deviceCookie = (value: string): Cookie => ({
  name: 'device',
  value,
  maxAgeSeconds: deviceCookieSeconds,
})
