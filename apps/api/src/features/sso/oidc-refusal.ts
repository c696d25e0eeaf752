import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { foreignWord, SsoRefusal } from './sso-refusal.ts'

/** openid-client's codes of its own faults, and what they come to here. */
const wordOfCode: Readonly<Record<string, string>> = {
  OAUTH_INVALID_RESPONSE: 'wrong-form',
  OAUTH_KEY_SELECTION_FAILED: 'wrong-signature',
  OAUTH_UNSUPPORTED_OPERATION: 'weak-signature',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'expired',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'wrong-issuer',
}

const wordOfClaim: Readonly<Record<string, string>> = {
  aud: 'wrong-audience',
  azp: 'wrong-audience',
  iss: 'wrong-issuer',
  nbf: 'not-yet-valid',
  nonce: 'wrong-nonce',
  sub: 'wrong-subject',
}

/**
 * Classifies an error in the exchange with a provider: whether it can be reached, and a word for
 * logs.
 */
export function refusalOf(error: unknown): SsoRefusal {
  if (error instanceof SsoRefusal) return error
  if (error instanceof AuthorizationResponseError) {
    return new SsoRefusal('refused-by-provider', foreignWord(error.error))
  }
  if (error instanceof ResponseBodyError) {
    return new SsoRefusal('answer-not-accepted', foreignWord(error.error) ?? 'code-refused')
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return new SsoRefusal('answer-not-accepted', 'client-refused')
  }
  if (!(error instanceof ClientError) || error.code === undefined) {
    return new SsoRefusal('provider-unreachable', 'no-answer')
  }
  if (error.code === 'OAUTH_TIMEOUT') return new SsoRefusal('provider-unreachable', 'timeout')
  return new SsoRefusal('answer-not-accepted', wordOf(error))
}

/** The library wraps its faults, the claim or header that was wrong in the innermost. */
function wordOf(error: ClientError): string {
  const causes = listCauses(error)
  const claim = causes.map(({ claim }) => wordOfClaim[String(claim)]).find(Boolean)
  const message = causes.map((cause) => String(cause.message)).join(' ')
  if (claim) return claim
  if (/signature/i.test(message)) return 'wrong-signature'
  if (/"alg"|unsupported/i.test(message)) return 'weak-signature'
  if (/"iss"/i.test(message)) return 'wrong-issuer'
  return wordOfCode[error.code ?? ''] ?? 'wrong-form'
}

/** An error and what caused it, the outermost first. */
export function listCauses(error: unknown): Record<string, unknown>[] {
  if (typeof error !== 'object' || error === null) return []
  const { message, cause } = error as { message?: unknown; cause?: unknown }
  return [{ ...error, message }, ...listCauses(cause)]
}
