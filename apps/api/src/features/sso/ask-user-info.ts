import * as client from 'openid-client'
import { refusalOf } from './oidc-refusal.ts'

type Asked =
  | { readonly answer: Readonly<Record<string, unknown>> }
  /** A word for the person who tests the connection. */
  | { readonly fault: string }

/**
 * What the provider says of a person when it is asked. Its answer may fail to come, as Entra ID's
 * does for some access tokens: then it says nothing. Linked users need no address to sign in.
 * @throws an answer about somebody else (OpenID Connect Core, 5.3.2), or with a bad signature
 */
export async function askUserInfo(
  configuration: client.Configuration,
  accessToken: string,
  subject: string,
): Promise<Asked> {
  try {
    return { answer: await client.fetchUserInfo(configuration, accessToken, subject) }
  } catch (error) {
    const status = statusIn(error)
    if (status !== null) return { fault: `HTTP ${status}` }
    const { reason, detail } = refusalOf(error)
    if (reason !== 'provider-unreachable') throw error
    return { fault: detail ?? reason }
  }
}

/** Of an answer that isn't a success; null: the error is about something else. */
function statusIn(error: unknown): number | null {
  if (error instanceof client.WWWAuthenticateChallengeError) return error.status
  if (error instanceof Response) return error.ok ? null : error.status
  return error instanceof Error ? statusIn(error.cause) : null
}
