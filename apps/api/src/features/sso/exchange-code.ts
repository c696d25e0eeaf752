import * as client from 'openid-client'
import { plainIssuer } from '../../models/plain-issuer.ts'
import type { OidcConnection } from '../../models/sso-connections.ts'
import { configureClient, discoverProvider } from './discover-provider.ts'
import { listCauses } from './oidc-refusal.ts'

type Checks = client.AuthorizationCodeGrantChecks

/**
 * Exchanges the code that a browser brought back. The library compares issuers letter by letter;
 * where the ID token's differs from the metadata's by its last slash alone, the same answer is
 * judged again by that spelling. A code can be exchanged only once, so the answer is kept for it.
 */
export async function exchangeCode(connection: OidcConnection, answer: URL, checks: Checks) {
  const known = await discoverProvider(connection)
  const { supportsPKCE: _, ...metadata } = known.serverMetadata()
  const keepingFetch = keepAnswerOf(metadata.token_endpoint)
  const judgeBy = async (issuer: string) => {
    const configuration = configureClient(connection, { ...metadata, issuer })
    configuration[client.customFetch] = keepingFetch
    copyKeys(known, configuration)
    const back = named(answer, issuer)
    const tokens = await client.authorizationCodeGrant(configuration, back, checks)
    copyKeys(configuration, known)
    return tokens
  }
  try {
    return await judgeBy(metadata.issuer)
  } catch (error) {
    const said = issuerSaidBy(error)
    if (said === null || !isSpelling(said, metadata.issuer)) throw error
    return judgeBy(said)
  }
}

const isSpelling = (said: string, issuer: string) =>
  said !== issuer && plainIssuer(said) === plainIssuer(issuer)

/** The browser's `iss` (RFC 9207) in the spelling that the library is told of. */
function named(answer: URL, issuer: string): URL {
  const back = new URL(answer)
  const said = back.searchParams.get('iss')
  if (said !== null && isSpelling(said, issuer)) back.searchParams.set('iss', issuer)
  return back
}

/** The ID token's issuer, of an error that says it is the wrong one. */
function issuerSaidBy(error: unknown): string | null {
  const { claims } = listCauses(error).find(({ claim }) => claim === 'iss') ?? {}
  const said = (claims as { iss?: unknown } | undefined)?.iss
  return typeof said === 'string' ? said : null
}

/** The provider's keys are fetched once for all exchanges. */
function copyKeys(from: client.Configuration, to: client.Configuration): void {
  const keys = client.getJwksCache(from)
  if (keys) client.setJwksCache(to, keys)
}

function keepAnswerOf(endpoint: string | undefined): client.CustomFetch {
  let kept: Response | undefined
  return async (url, options) => {
    if (url !== endpoint) return fetch(url, options as RequestInit)
    kept ??= await fetch(url, options as RequestInit)
    return kept.clone()
  }
}
