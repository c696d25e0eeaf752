import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import { cached } from '../../lib/cached.ts'
import { minute, systemClock } from '../../lib/clock.ts'
import type { OidcConnection } from '../../models/sso-connections.ts'
import type { FlowSecrets } from '../../models/sso-flows.ts'
import { type Claims, readClaims } from './claims.ts'
import { refusalOf } from './oidc-refusal.ts'
import { SsoRefusal } from './sso-refusal.ts'

/** A provider may take so long for one answer. */
const timeoutSeconds = 5

/** What a provider says of itself is believed so long; its keys are looked up anew when unknown. */
const rememberedFor = 5 * minute
const mostRemembered = 100

const remembered = new Map<string, () => Promise<client.Configuration>>()

/** Where the browser is sent (RFC 6749, 4.1.1; PKCE: RFC 7636). @throws SsoRefusal */
export async function oidcSignInUrl(
  connection: OidcConnection,
  { state, nonce, codeVerifier }: FlowSecrets,
  redirectUri: string,
  username: string | undefined,
): Promise<string> {
  const configuration = await discover(connection)
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(username && { login_hint: username }),
  })
  return url.href
}

/**
 * Whom the provider means by what the browser brought back: exchanges the code, and takes the ID
 * token only if signature, algorithm, issuer, audience, nonce and time are right (OpenID Connect
 * Core, 3.1.3.7), and the answer names its sender where the provider says so (RFC 9207).
 * @throws SsoRefusal
 */
export async function readOidcAnswer(
  connection: OidcConnection,
  { state, nonce, codeVerifier }: FlowSecrets,
  answer: URL,
): Promise<Claims> {
  const configuration = await discover(connection)
  try {
    const tokens = await client.authorizationCodeGrant(configuration, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new SsoRefusal('answer-not-accepted', 'no-id-token')
    const said = await withAddress(configuration, tokens.access_token, claims)
    return readClaims({
      issuer: claims.iss,
      subject: claims.sub,
      // Some providers don't say whether; this one's domain was proved, and the address must be of it.
      email: said.email_verified === false ? null : said.email,
      displayName: said.name,
    })
  } catch (error) {
    throw refusalOf(error)
  }
}

/** The address is asked for where the ID token doesn't hold it (OpenID Connect Core, 5.4). */
async function withAddress(
  configuration: client.Configuration,
  accessToken: string,
  claims: client.IDToken,
): Promise<Record<string, unknown>> {
  const isWhole = claims.email !== undefined
  if (isWhole || !configuration.serverMetadata().userinfo_endpoint) return claims
  return { ...claims, ...(await client.fetchUserInfo(configuration, accessToken, claims.sub)) }
}

/** @throws SsoRefusal provider-unreachable */
async function discover(connection: OidcConnection): Promise<client.Configuration> {
  const { issuer, clientId, clientSecret } = connection
  const secret = createHash('sha256')
    .update(clientSecret ?? '')
    .digest('hex')
  const key = [issuer, clientId, secret].join(' ')
  if (!remembered.has(key) && remembered.size >= mostRemembered) remembered.clear()
  const read =
    remembered.get(key) ?? cached(() => readMetadata(connection), rememberedFor, systemClock)
  remembered.set(key, read)
  try {
    return await read()
  } catch (error) {
    const { detail } = refusalOf(error)
    throw new SsoRefusal('provider-unreachable', detail)
  }
}

/**
 * Checks of the signature are asked for: the code comes through the browser, and TLS alone would
 * vouch for what the provider answers. Unsigned tokens, and MACs by our shared secret, are refused.
 */
async function readMetadata({ issuer, clientId, clientSecret }: OidcConnection) {
  const server = new URL(issuer)
  return client.discovery(
    server,
    clientId,
    undefined,
    clientSecret === null ? client.None() : byMetadata(clientSecret),
    {
      timeout: timeoutSeconds,
      execute: [
        client.enableNonRepudiationChecks,
        ...(isLocal(server) ? [client.allowInsecureRequests] : []),
      ],
    },
  )
}

/** The secret goes where the provider's metadata say; unsaid, into the header (RFC 8414, section 2). */
function byMetadata(secret: string): client.ClientAuth {
  const basic = client.ClientSecretBasic(secret)
  const post = client.ClientSecretPost(secret)
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest)
  }
}

/** Plain http reaches a provider on this machine alone. */
const isLocal = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
