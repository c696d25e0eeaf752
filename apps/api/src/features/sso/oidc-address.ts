type Said = Readonly<Record<string, unknown>>

/**
 * The address that claims hold; undefined: none that counts. An administrator who names a claim
 * trusts it. Without a name it is `email`, if the provider says that it is verified.
 * @param addressFrom the claim's name
 */
export function addressIn(claims: Said, addressFrom: string | null): unknown {
  const name = addressFrom ?? 'email'
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  const verified = claims.email_verified ?? null
  const isTrusted = addressFrom !== null && (name !== 'email' || verified === null)
  if (!isTrusted && !isVerified(claims)) return undefined
  // Entra External ID sends a list.
  return Array.isArray(value) ? value[0] : value
}

/**
 * OpenID Connect Core 5.1 has a boolean; Amazon Cognito sends it as text. Entra ID sends none: its
 * optional claim `xms_edov` says that the owner of the address's domain was verified, as a boolean,
 * a number or text. It counts only where `email_verified` is missing.
 */
function isVerified({ email_verified: verified = null, xms_edov: owner }: Said): boolean {
  if (verified !== null) return isTrue(verified)
  return isTrue(owner) || owner === 1 || owner === '1'
}

const isTrue = (value: unknown) =>
  value === true || (typeof value === 'string' && value.toLowerCase() === 'true')
