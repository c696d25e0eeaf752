import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import { cached } from '../../lib/cached.ts'
import { minute, systemClock } from '../../lib/clock.ts'
import type { OidcConnection } from '../../models/sso-connections.ts'
import { refusalOf } from './oidc-refusal.ts'
import { SsoRefusal } from './sso-refusal.ts'

/** A provider may take so long for one answer. */
const timeoutSeconds = 5

/** What a provider says of itself is believed so long; its keys are looked up anew when unknown. */
const rememberedFor = 5 * minute
const mostRemembered = 100

const remembered = new Map<string, () => Promise<client.Configuration>>()

/** What a provider says of itself (OpenID Connect Discovery). @throws SsoRefusal provider-unreachable */
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
