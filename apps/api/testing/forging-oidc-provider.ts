import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair } from 'jose'

/** What its user info address answers: JSON, or a signed token as text. */
type UserInfo = { readonly status?: number; readonly body: object | string }

/** The answer to the next exchange of a code, made for the nonce that we sent. */
type Forgery = (given: {
  readonly issuer: string
  readonly privateKey: CryptoKey
}) => Promise<string>

export type ForgingProvider = {
  readonly issuer: string
  /** What it was sent to exchange a code. */
  readonly exchanges: readonly URLSearchParams[]
  /** Changes the ID token of the next answers. */
  answerWith(forgery: Forgery): void
  /** What it says from now on when it is asked about a person. Left out: nothing, a 404. */
  describeBy(describe?: (privateKey: CryptoKey) => UserInfo | Promise<UserInfo>): void
  /** Every request hangs from now on. */
  hang(): void
  close(): Promise<void>
}

/**
 * An OpenID Connect provider that lies on request, as a real one never would. Its metadata and keys
 * are in order; tests decide its ID tokens.
 */
export async function openForgingProvider(): Promise<ForgingProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const exchanges: URLSearchParams[] = []
  let forgery: Forgery = async () => ''
  let describe: Parameters<ForgingProvider['describeBy']>[0]
  let hangs = false
  const server = createServer((request, response) => {
    if (hangs) return
    void answer(request, response)
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const answers: Record<string, () => Promise<object>> = {
      '/.well-known/openid-configuration': async () => metadataOf(issuer),
      '/keys': async () => ({ keys: [jwk] }),
      '/token': async () => {
        exchanges.push(new URLSearchParams(Buffer.concat(await request.toArray()).toString()))
        const idToken = await forgery({ issuer, privateKey })
        return { access_token: 'a', token_type: 'Bearer', id_token: idToken }
      },
    }
    const isAsked = request.url === '/userinfo'
    const { status = 200, body } =
      isAsked && describe
        ? await describe(privateKey)
        : { body: await answers[request.url ?? '']?.() }
    const type = typeof body === 'string' ? 'jwt' : 'json'
    response.writeHead(body ? status : 404, { 'content-type': `application/${type}` })
    response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}))
  }

  return {
    issuer,
    exchanges,
    answerWith(next) {
      forgery = next
    },
    describeBy(next) {
      describe = next
    },
    hang() {
      hangs = true
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  userinfo_endpoint: `${issuer}/userinfo`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
  authorization_response_iss_parameter_supported: true,
})
