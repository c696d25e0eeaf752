import { createRemoteJWKSet, jwtVerify } from 'jose'

/** An app of an integrator's: signs in by the API, and knows of tokens only what our keys tell. */
type AppClient = {
  /** @returns the status, and the tokens where it is 201 */
  signIn(username: string, password: string): Promise<{ status: number; accessToken: string }>
  /** Calls the API with a token, as the app does. @returns the status and the JSON that came */
  call(
    accessToken: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown> }>
  /** As the app's own server does it (RFC 7519). @returns whom the token names @throws if forged */
  readSubject(accessToken: string): Promise<{ sub: string; kind: unknown }>
}

export function openAppClient(url: string): AppClient {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', url))
  return {
    async signIn(username, password) {
      const response = await fetch(`${url}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password, client: 'app' }),
      })
      const { accessToken = '' } = (await response.json()) as { accessToken?: string }
      return { status: response.status, accessToken }
    },
    async call(accessToken, method, path, body) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${accessToken}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    async readSubject(accessToken) {
      const rules = { issuer: url, audience: url, algorithms: ['EdDSA'] }
      const { payload } = await jwtVerify(accessToken, keys, rules)
      return { sub: payload.sub ?? '', kind: payload.kind }
    },
  }
}
