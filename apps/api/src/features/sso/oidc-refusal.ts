import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { second } from '../../lib/clock.ts'
import { foreignWord, refusalOfClaim, SsoRefusal, shownValue } from './sso-refusal.ts'

/** openid-client's codes of its own faults, and what they come to here. */
const wordOfCode: Readonly<Record<string, string>> = {
  OAUTH_INVALID_RESPONSE: 'wrong-form',
  OAUTH_KEY_SELECTION_FAILED: 'wrong-signature',
  OAUTH_UNSUPPORTED_OPERATION: 'weak-signature',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'expired',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'wrong-issuer',
}

const wordOfClaim: Readonly<Record<string, string>> = {
  // Of the metadata, which name their issuer in full.
  issuer: 'wrong-issuer',
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
  const decided = comparedIn(error)
  const word = wordOf(error)
  if (!decided) return new SsoRefusal('answer-not-accepted', word)
  return refusalOfClaim(word, decided.claim, decided.came, decided.needed)
}

/** The claims that may be shown: the nonce is a secret of the flow. */
const shownClaims = ['aud', 'azp', 'exp', 'iss', 'nbf', 'issuer']

/** The library names a claim of a token, or an attribute of an answer without a signature. */
const claimIn = ({ claim, attribute }: Record<string, unknown>) => String(claim ?? attribute)

/** The claim that was wrong, as the library's error holds it; null: it names none. */
function comparedIn(error: unknown): { claim: string; came: unknown; needed: string } | null {
  const cause = listCauses(error).find((each) => shownClaims.includes(claimIn(each)))
  if (!cause) return null
  const claim = claimIn(cause)
  const claims = (cause.claims ?? cause.body) as Record<string, unknown> | undefined
  const said = claims?.[claim]
  const needed = cause.expected ?? cause.now
  const isTime = typeof said === 'number'
  return {
    claim,
    came: isTime ? instantOf(said) : said,
    needed: isTime && typeof needed === 'number' ? instantOf(needed) : (shownValue(needed) ?? ''),
  }
}

/** @param seconds since 1970, as tokens have them */
export function instantOf(seconds: number): string {
  const at = new Date(Math.trunc(seconds) * second)
  return Number.isNaN(at.getTime()) ? String(seconds) : at.toISOString().replace('.000', '')
}

/** The library wraps its faults, the claim or header that was wrong in the innermost. */
function wordOf(error: ClientError): string {
  const causes = listCauses(error)
  const claim = causes.map((each) => wordOfClaim[claimIn(each)]).find(Boolean)
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
