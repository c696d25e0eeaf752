import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { type Configuration } from 'oidc-provider'
import { findFreePort } from './free-port.ts'
import { answerHtml, loginPage, type Person, personOf, readForm } from './login-page.ts'

export type OidcProvider = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  close(): Promise<void>
}

type Given = {
  readonly port?: number
  /** Our callbacks, which it sends browsers to. */
  readonly redirectUris?: readonly string[]
  /** Where all of our callbacks are, instead of naming each: `http://localhost:3000`. */
  readonly redirectOrigin?: string
  /** True: the ID token contains the e-mail address; otherwise we must request it. */
  readonly isWholeIdToken?: boolean
  readonly isVerified?: boolean
  readonly secretIn?: 'client_secret_basic' | 'client_secret_post'
}

const client = { clientId: 'rekey', clientSecret: 'kept-between-the-two-of-us-0123456789' }

/** oidc-provider, certified, with a page on which anyone can sign in. */
export async function openOidcProvider(given: Given): Promise<OidcProvider> {
  const port = given.port ?? (await findFreePort())
  const issuer = `http://127.0.0.1:${port}`
  const people = new Map<string, Person>()
  const provider = new Provider(issuer, await configure(given, people))
  const { redirectOrigin } = given
  if (redirectOrigin) {
    // As oidc-provider's recipe for wildcards does.
    provider.Client.prototype.redirectUriAllowed = (uri) => new URL(uri).origin === redirectOrigin
  }
  const handle = provider.callback()
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/login/')) return void handle(request, response)
    signIn(provider, people, request, response).catch((error: Error) => {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(error.message)
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    issuer,
    ...client,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function signIn(
  provider: Provider,
  people: Map<string, Person>,
  request: IncomingMessage,
  response: ServerResponse,
) {
  if (request.method !== 'POST') {
    return answerHtml(response, loginPage('Test provider (OpenID Connect)'))
  }
  const form = await readForm(request)
  const options = { mergeWithLastSubmission: false }
  if (form.get('act') === 'refuse') {
    return provider.interactionFinished(request, response, { error: 'access_denied' }, options)
  }
  const person = personOf(form)
  const accountId = `id-of-${person.email}`
  people.set(accountId, person)
  await provider.interactionFinished(request, response, { login: { accountId } }, options)
}

async function configure(
  {
    redirectOrigin = '',
    redirectUris = [`${redirectOrigin}/callback`],
    isWholeIdToken,
    isVerified = true,
    secretIn = 'client_secret_basic',
  }: Given,
  people: Map<string, Person>,
): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [...redirectUris],
        token_endpoint_auth_method: secretIn,
      },
    ],
    clientAuthMethods: [secretIn],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'one', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['of-the-tests'] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: !isWholeIdToken,
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_ctx, { uid }) => `/login/${uid}` },
    findAccount(_ctx, accountId) {
      const person = people.get(accountId)
      if (!person) return undefined
      const claims = { ...person, sub: accountId, email_verified: isVerified }
      return { accountId, claims: () => claims }
    },
    // Everybody has agreed to everything.
    async loadExistingGrant({ oidc: { provider, session, client: known } }) {
      const { accountId } = session ?? {}
      if (!accountId || !known) return undefined
      const grant = new provider.Grant({ accountId, clientId: known.clientId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  }
}
