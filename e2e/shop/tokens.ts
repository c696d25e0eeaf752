import { createRemoteJWKSet, jwtVerify } from 'jose'

/** Whom an access token names. */
export type Identity = {
  readonly userId: string
  readonly kind: string
  readonly rekeySessionId: string
  /** When Rekey signed the user in, by its clock, in milliseconds. */
  readonly signedInAt: number
}

export type Tokens = ReturnType<typeof openTokens>

/** Checks access tokens by the public keys of Rekey. They are fetched once and then kept. */
export function openTokens(rekeyUrl: string) {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', rekeyUrl))
  return {
    /** @throws if the token isn't from this Rekey, or no longer valid */
    async check(accessToken: string): Promise<Identity> {
      const { payload } = await jwtVerify(accessToken, keys, {
        issuer: rekeyUrl,
        audience: rekeyUrl,
        algorithms: ['EdDSA'],
        typ: 'at+jwt',
        requiredClaims: ['sub', 'sid', 'kind', 'iat'],
      })
      return {
        userId: String(payload.sub),
        kind: String(payload.kind),
        rekeySessionId: String(payload.sid),
        signedInAt: Number(payload.iat) * 1_000,
      }
    },
  }
}
