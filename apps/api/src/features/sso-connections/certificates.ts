import { createHash, type KeyObject, X509Certificate } from 'node:crypto'

/** RFC 7468: one certificate, in its armour. */
const armoured = /^-----BEGIN CERTIFICATE-----([A-Za-z\d+/=\s]+)-----END CERTIFICATE-----$/
const bare = /^[A-Za-z\d+/=\s]+$/

/** NIST SP 800-57: shorter keys of RSA are no longer good. SAML's signatures here are RSA alone. */
const leastBits = 2_048

/**
 * A certificate as an administrator pastes it: PEM, or its base64 alone as metadata has it.
 * @returns its PEM in one spelling, so that nothing else that was pasted is kept; or its fault
 */
export function readCertificate(given: string, now: Date): { pem: string } | { fault: string } {
  const read = parse(given.trim())
  if (!read) return { fault: 'must be one X.509 certificate, as PEM or base64' }
  if (read.rsaBits < leastBits) {
    return { fault: `must hold an RSA key of ${leastBits} bits or more` }
  }
  if (!(read.certificate.validToDate > now)) return { fault: 'is expired' }
  return { pem: read.certificate.toString() }
}

/** A kept certificate, as people compare it with what their provider shows. */
export function describeCertificate(pem: string) {
  const { raw, validToDate } = new X509Certificate(pem)
  const fingerprint = createHash('sha256').update(raw).digest('hex')
  return { fingerprint, validUntil: validToDate.toISOString(), pem }
}

/** What is damaged anywhere, its key included, is no certificate. */
function parse(given: string): { certificate: X509Certificate; rsaBits: number } | null {
  const base64 = armoured.exec(given)?.[1] ?? (bare.test(given) ? given : null)
  if (base64 === null) return null
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'))
    return { certificate, rsaBits: rsaBitsOf(certificate.publicKey) }
  } catch {
    return null
  }
}

const rsaBitsOf = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): number =>
  asymmetricKeyType === 'rsa' ? (asymmetricKeyDetails?.modulusLength ?? 0) : 0
