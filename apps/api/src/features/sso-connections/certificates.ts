import { createHash, type KeyObject, X509Certificate } from 'node:crypto'

/** RFC 7468: one certificate, in its armour. */
const armoured = /^-----BEGIN CERTIFICATE-----([A-Za-z\d+/=\s]+)-----END CERTIFICATE-----$/
const bare = /^[A-Za-z\d+/=\s]+$/

/** NIST SP 800-57: shorter keys of RSA are no longer good. */
const leastBits = 2_048

/** P-256, P-384 and P-521, as OpenSSL calls them. */
const curves = ['prime256v1', 'secp384r1', 'secp521r1']

/**
 * A certificate as an administrator pastes it: PEM, or its base64 alone as metadata has it. One
 * that is there already may have expired: the next one is added beside it.
 * @returns its PEM in one spelling, so that nothing else that was pasted is kept; or its fault
 */
export function readCertificate(
  given: string,
  now: Date,
  kept: readonly string[] = [],
): { pem: string } | { fault: string } {
  const read = parse(given.trim())
  if (!read) return { fault: 'must be one X.509 certificate, as PEM or base64' }
  const fault = keyFault(read.key)
  if (fault !== null) return { fault }
  const pem = read.certificate.toString()
  const isOver = !(read.certificate.validToDate > now)
  return isOver && !kept.includes(pem) ? { fault: 'is expired' } : { pem }
}

/** What SAML signs with here: RSA, or a curve. */
function keyFault({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | null {
  if (asymmetricKeyType === 'rsa') {
    const bits = asymmetricKeyDetails?.modulusLength ?? 0
    return bits < leastBits ? `must have an RSA key of ${leastBits} bits or more` : null
  }
  const isKnown = curves.includes(asymmetricKeyDetails?.namedCurve ?? '')
  return isKnown ? null : 'must have an RSA key, or one on the curve P-256, P-384 or P-521'
}

/** A kept certificate, as people compare it with what their provider shows. */
export function describeCertificate(pem: string) {
  const { raw, validToDate } = new X509Certificate(pem)
  const fingerprint = createHash('sha256').update(raw).digest('hex')
  return { fingerprint, validUntil: validToDate.toISOString(), pem }
}

/** What is damaged anywhere, its key included, is no certificate. */
function parse(given: string): { certificate: X509Certificate; key: KeyObject } | null {
  const base64 = armoured.exec(given)?.[1] ?? (bare.test(given) ? given : null)
  if (base64 === null) return null
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'))
    return { certificate, key: certificate.publicKey }
  } catch {
    return null
  }
}
