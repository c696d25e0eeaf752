import type { SsoConnection } from '@rekey/contracts/sso-connections'
import type { Claims } from './claims.ts'
import { compareAddress } from './compare-address.ts'
import { type SsoRefusal, shownValue } from './sso-refusal.ts'
import { ofCodes, ofOidcCodes, ofReasons, type Tested } from './test-sentences.ts'

type Result = NonNullable<SsoConnection['lastTest']>

/** What a test comes to, in words for the person who sets the connection up. */
export function explainTest(
  tested: Tested,
  refusal: SsoRefusal | null,
  claims: Claims | null,
): Omit<Result, 'at'> {
  const told = claims && compareAddress(tested, claims.said)
  const compared = told?.compared ?? []
  if (refusal === null) {
    const detail = `We reached ${tested.name}, and it told us who you are.`
    return { ok: true, detail, reason: null, code: null, nextStep: null, compared: [], claims: [] }
  }
  const { reason, detail: code } = refusal
  const known = tested.protocol === 'oidc' ? { ...ofCodes, ...ofOidcCodes } : ofCodes
  const ofCode = Object.hasOwn(known, code ?? '') ? known[code ?? ''] : undefined
  const ofAddress = reason === 'address-not-owned' ? told?.sentences : undefined
  const [detail, next] = ofAddress ?? ofCode ?? ofReasons[reason]
  const name = (words: string) => words.replaceAll('{name}', tested.name)
  return {
    ok: false,
    detail: name(detail),
    reason,
    code,
    nextStep: next && name(next),
    compared: refusal.compared ? [refusal.compared] : compared,
    claims: claims ? listClaims(claims.said) : [],
  }
}

const mostClaims = 60

/** Marks of a single token, and anything that could be one. */
const isOfToken = (name: string, value: string) =>
  /token|secret|_hash$|^(nonce|jti|sid)$/i.test(name) || /^eyJ[\w-]+\./.test(value)

const listClaims = (said: Claims['said']): Result['claims'] =>
  Object.entries(said)
    .map(([claim, value]) => ({
      claim: shownValue(claim) ?? '',
      value: shownValue(value) ?? '',
    }))
    .filter(({ claim, value }) => claim !== '' && !isOfToken(claim, value))
    .slice(0, mostClaims)
