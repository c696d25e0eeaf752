import * as client from 'openid-client'
import { second, systemClock } from '../../lib/clock.ts'
import { plainIssuer } from '../../models/plain-issuer.ts'
import type { OidcConnection } from '../../models/sso-connections.ts'
import type { FlowSecrets } from '../../models/sso-flows.ts'
import { askUserInfo } from './ask-user-info.ts'
import { type Claims, readClaims } from './claims.ts'
import { clockSkewSeconds, discoverProvider } from './discover-provider.ts'
import { exchangeCode } from './exchange-code.ts'
import { addressIn } from './oidc-address.ts'
import { instantOf, refusalOf } from './oidc-refusal.ts'
import { refusalOfClaim, SsoRefusal } from './sso-refusal.ts'

type Asking = {
  readonly username: string | undefined
  /** The provider must ask for the password again (OpenID Connect Core, 3.1.2.1). */
  readonly again: boolean
}

/** Where the browser is sent (RFC 6749, 4.1.1; PKCE: RFC 7636). @throws SsoRefusal */
export async function oidcSignInUrl(
  connection: OidcConnection,
  { state, nonce, codeVerifier }: FlowSecrets,
  redirectUri: string,
  { username, again }: Asking,
): Promise<string> {
  const configuration = await discoverProvider(connection)
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(username && { login_hint: username }),
    // Some providers know one of both alone.
    ...(again && { prompt: 'login', max_age: '0' }),
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
  const configuration = await discoverProvider(connection)
  try {
    const tokens = await exchangeCode(connection, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    })
    const claims = requireIssuer(tokens.claims(), configuration)
    requirePast(claims)
    const { address, name, said } = await readPerson(connection, tokens.access_token, claims)
    return readClaims({
      issuer: plainIssuer(claims.iss),
      subject: claims.sub,
      email: address,
      displayName: name,
      signedInAt: claims.auth_time === undefined ? null : claims.auth_time * second,
      answeredAt: claims.iat * second,
      said,
    })
  } catch (error) {
    throw refusalOf(error)
  }
}

/**
 * The library lets one issuer of Microsoft's stand for every tenant there, which may be anybody's.
 */
function requireIssuer(
  claims: client.IDToken | undefined,
  configuration: client.Configuration,
): client.IDToken {
  const { issuer } = configuration.serverMetadata()
  if (claims && plainIssuer(claims.iss) === plainIssuer(issuer)) return claims
  if (!claims) throw new SsoRefusal('answer-not-accepted', 'no-id-token')
  throw refusalOfClaim('wrong-issuer', 'iss', claims.iss, issuer)
}

/** The library checks `exp` and `nbf` alone. By the clock of this machine, as it does. */
function requirePast({ iat }: client.IDToken): void {
  const now = systemClock.now().getTime()
  if (iat * second <= now + clockSkewSeconds * second) return
  throw refusalOfClaim('not-yet-valid', 'iat', instantOf(iat), instantOf(now / second))
}

/**
 * The address is asked for where the ID token holds none that counts (OpenID Connect Core, 5.4).
 * Both answers may speak of different addresses: what one says of its own is said of no other.
 */
async function readPerson(
  connection: OidcConnection,
  accessToken: string,
  claims: client.IDToken,
): Promise<{ address: unknown; name: unknown; said: Claims['said'] }> {
  const address = addressIn(claims, connection.addressFrom)
  const configuration = await discoverProvider(connection)
  if (address !== undefined || !configuration.serverMetadata().userinfo_endpoint) {
    return { address, name: claims.name, said: claims }
  }
  const asked = await askUserInfo(configuration, accessToken, claims.sub)
  if ('fault' in asked) {
    return { address, name: claims.name, said: { ...claims, userinfo_fault: asked.fault } }
  }
  const { answer } = asked
  return {
    address: addressIn(answer, connection.addressFrom),
    name: claims.name ?? answer.name,
    said: { ...claims, ...answer },
  }
}
