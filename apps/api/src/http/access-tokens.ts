import { createPublicKey, type KeyObject } from 'node:crypto'
import jwt, { type FastifyJWTOptions } from '@fastify/jwt'
import type { Kind } from '@rekey/contracts/fields'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { second } from '../lib/clock.ts'
import type { Keyring } from '../lib/keyring.ts'
import { accessTokenSeconds } from '../models/issue-session.ts'

/** How long other services may cache our public keys. A key is published long before it signs. */
const keysCachedSeconds = 300

/** RFC 9068, section 2.1: with this type, no other JWT is accepted as an access token. */
const type = 'at+jwt'
const algorithm = 'EdDSA'

type TokenSession = { readonly id: string; readonly userId: string; readonly kind: Kind }

/**
 * The user of a genuine access token. Only the session's row says whether they are still signed in.
 */
type AccessClaims = { readonly sid: string; readonly sub: string }

export type AccessTokens = {
  issue(session: TokenSession): string
  /**
   * Null for every token that isn't ours: it needs our algorithm, a known key, our issuer and
   * audience, and a valid time (RFC 8725).
   */
  read(token: string): AccessClaims | null
}

/**
 * Access tokens of app sessions: JWTs signed with Ed25519 (RFC 8037), by a key that is derived from
 * the server key that `kid` names. `/.well-known/jwks.json` publishes the public keys, so that
 * other services can identify callers without asking us.
 */
export async function accessTokens(
  app: FastifyInstance,
  { keys, clock, config }: Pick<Deps, 'keys' | 'clock' | 'config'>,
): Promise<AccessTokens> {
  const publicPems = new Map(keys.ids.map((id) => [id, pemOf(publicKey(keys, id))]))
  await app.register(jwt, signedBy(keys, config.publicUrl))
  publishKeys(app, keys)
  return {
    issue({ id, userId, kind }) {
      const iat = Math.floor(clock.now().getTime() / second)
      return app.jwt.sign({ sub: userId, sid: id, kind, iat, exp: iat + accessTokenSeconds })
    },
    read(token) {
      try {
        const decoded = app.jwt.decode<{ header: { kid: string } }>(token, { complete: true })
        const kid = decoded?.header.kid ?? ''
        const key = keys.ids.includes(kid) && publicPems.get(kid)
        // The library still accepts a token at the instant of `exp`; RFC 7519, section 4.1.4,
        // doesn't.
        const clockTimestamp = clock.now().getTime() + 1
        return key ? app.jwt.verify<AccessClaims>(token, { key, clockTimestamp }) : null
      } catch {
        return null
      }
    },
  }
}

const signedBy = (keys: Keyring, site: string): FastifyJWTOptions => ({
  secret: {
    private: pemOf(signingKey(keys, keys.currentId)),
    public: pemOf(publicKey(keys, keys.currentId)),
  },
  sign: {
    algorithm,
    kid: keys.currentId,
    header: { alg: algorithm, typ: type },
    iss: site,
    aud: site,
  },
  verify: {
    algorithms: [algorithm],
    checkTyp: type,
    allowedIss: site,
    allowedAud: site,
    requiredClaims: ['iss', 'aud', 'sub', 'sid', 'exp'],
  },
})

/**
 * RFC 7517. It lists the keys of every server key, because tokens of an old key stay valid until
 * they expire.
 */
function publishKeys(app: FastifyInstance, keyring: Keyring) {
  const keys = keyring.ids.map((kid) => ({
    ...publicKey(keyring, kid).export({ format: 'jwk' }),
    kid,
    alg: algorithm,
    use: 'sig',
  }))
  app.get('/.well-known/jwks.json', (_request, reply) =>
    reply
      .header('cache-control', `public, max-age=${keysCachedSeconds}`)
      .type('application/jwk-set+json')
      .serializer(JSON.stringify)
      .send({ keys: keys.filter(({ kid }) => keyring.ids.includes(kid)) }),
  )
}

function signingKey(keys: Keyring, id: string): KeyObject {
  const key = keys.signingKey('access-token', id)
  if (!key) throw new Error(`There is no server key ${id}`)
  return key
}

const publicKey = (keys: Keyring, id: string) => createPublicKey(signingKey(keys, id))

const pemOf = (key: KeyObject) =>
  key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString()
