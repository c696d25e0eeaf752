import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import { cached } from '../../lib/cached.ts'
import { minute, systemClock } from '../../lib/clock.ts'
import { plainIssuer } from '../../models/plain-issuer.ts'
import type { OidcConnection } from '../../models/sso-connections.ts'
import { listCauses, refusalOf } from './oidc-refusal.ts'
import { SsoRefusal } from './sso-refusal.ts'

/** How long a provider may take for one answer. */
const timeoutSeconds = 5

/** How much clocks may differ, as with SAML. */
export const clockSkewSeconds = 60

/** How long a provider's metadata is cached; its keys are fetched again when one is unknown. */
const rememberedFor = 5 * minute
const mostRemembered = 100

const remembered = new Map<string, () => Promise<client.Configuration>>()

/**
 * What a provider says of itself (OpenID Connect Discovery). @throws SsoRefusal
 * provider-unreachable
 */
export async function discoverProvider(connection: OidcConnection): Promise<client.Configuration> {
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
    const { detail, compared } = refusalOf(error)
    throw new SsoRefusal('provider-unreachable', detail, null, compared)
  }
}

/**
 * Checks of the signature are asked for: the code comes through the browser, and TLS alone would
 * vouch for what the provider answers. Unsigned tokens, and MACs by our shared secret, are refused.
 */
export function configureClient(
  { issuer, clientId, clientSecret }: OidcConnection,
  metadata: client.ServerMetadata,
): client.Configuration {
  const configuration = new client.Configuration(
    metadata,
    clientId,
    tolerant,
    authenticationBy(clientSecret),
  )
  configuration.timeout = timeoutSeconds
  client.enableNonRepudiationChecks(configuration)
  if (isLocal(new URL(issuer))) client.allowInsecureRequests(configuration)
  return configuration
}

/** The issuer may be configured with or without the trailing slash that the provider uses. */
async function readMetadata(connection: OidcConnection): Promise<client.Configuration> {
  const plain = plainIssuer(connection.issuer)
  try {
    return await discover(connection, plain)
  } catch (error) {
    const isOther = listCauses(error).some(({ cause }) => isIssuerFault(cause))
    if (!isOther) throw error
    return discover(connection, `${plain}/`)
  }
}

const isIssuerFault = (cause: unknown) =>
  typeof cause === 'object' &&
  cause !== null &&
  'attribute' in cause &&
  cause.attribute === 'issuer'

async function discover(connection: OidcConnection, issuer: string) {
  const server = new URL(issuer)
  const execute = isLocal(server) ? [client.allowInsecureRequests] : []
  const options = { timeout: timeoutSeconds, execute }
  const found = await client.discovery(server, connection.clientId, tolerant, undefined, options)
  const { supportsPKCE: _, ...metadata } = found.serverMetadata()
  // Some sign what they say of a person, but don't name how: as they sign ID tokens.
  const { id_token_signing_alg_values_supported: algorithms = ['RS256'] } = metadata
  return configureClient(connection, {
    userinfo_signing_alg_values_supported: algorithms,
    ...metadata,
  })
}

const tolerant = { [client.clockTolerance]: clockSkewSeconds }

const authenticationBy = (secret: string | null) =>
  secret === null ? client.None() : byMetadata(secret)

/**
 * The secret goes where the provider's metadata say; unsaid, into the header (RFC 8414, section 2).
 */
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
