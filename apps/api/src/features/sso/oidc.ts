import * as client from 'openid-client'
import type { OidcConnection } from '../../models/sso-connections.ts'
import type { FlowSecrets } from '../../models/sso-flows.ts'
import { type Claims, readClaims } from './claims.ts'
import { discoverProvider } from './discover-provider.ts'
import { refusalOf } from './oidc-refusal.ts'
import { SsoRefusal } from './sso-refusal.ts'

/** Where the browser is sent (RFC 6749, 4.1.1; PKCE: RFC 7636). @throws SsoRefusal */
export async function oidcSignInUrl(
  connection: OidcConnection,
  { state, nonce, codeVerifier }: FlowSecrets,
  redirectUri: string,
  username: string | undefined,
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
    const tokens = await client.authorizationCodeGrant(configuration, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    })
    const claims = requireIssuer(tokens.claims(), configuration)
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

/** The library lets one issuer of Microsoft's stand for every tenant there, which may be anybody's. */
function requireIssuer(
  claims: client.IDToken | undefined,
  configuration: client.Configuration,
): client.IDToken {
  const { issuer } = configuration.serverMetadata()
  if (claims?.iss === issuer) return claims
  throw new SsoRefusal('answer-not-accepted', claims ? 'wrong-issuer' : 'no-id-token')
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
