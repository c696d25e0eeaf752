import {
  constants,
  createHash,
  type KeyObject,
  type VerifyKeyObjectInput,
  verify,
  X509Certificate,
} from 'node:crypto'
import type { HashAlgorithm, SignatureAlgorithm } from 'xml-crypto'

type Hash = 'sha256' | 'sha384' | 'sha512'
type Form = Omit<VerifyKeyObjectInput, 'key'>

const more = 'http://www.w3.org/2001/04/xmldsig-more#'
const newer = 'http://www.w3.org/2007/05/xmldsig-more#'
const encryption = 'http://www.w3.org/2001/04/xmlenc#'

/** RFC 9231, 2.3.10: the salt is as long as the hash. */
const pss: Form = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
}
/** XML Signature 1.1, 6.4.3: r and s one behind the other, not in DER. */
const ecdsa: Form = { dsaEncoding: 'ieee-p1363' }

const schemes: readonly (readonly [uri: string, keyType: 'rsa' | 'ec', hash: Hash, Form])[] = [
  [`${more}rsa-sha256`, 'rsa', 'sha256', {}],
  [`${more}rsa-sha384`, 'rsa', 'sha384', {}],
  [`${more}rsa-sha512`, 'rsa', 'sha512', {}],
  [`${newer}sha256-rsa-MGF1`, 'rsa', 'sha256', pss],
  [`${newer}sha384-rsa-MGF1`, 'rsa', 'sha384', pss],
  [`${newer}sha512-rsa-MGF1`, 'rsa', 'sha512', pss],
  [`${more}ecdsa-sha256`, 'ec', 'sha256', ecdsa],
  [`${more}ecdsa-sha384`, 'ec', 'sha384', ecdsa],
  [`${more}ecdsa-sha512`, 'ec', 'sha512', ecdsa],
]

const digests: readonly (readonly [uri: string, hash: Hash])[] = [
  [`${encryption}sha256`, 'sha256'],
  [`${more}sha384`, 'sha384'],
  [`${encryption}sha512`, 'sha512'],
]

/** Whether a signature may be made with it. SHA-1 may not, nor MACs: they need no private key. */
export const isSignatureAlgorithm = (uri: string) => schemes.some(([known]) => known === uri)

/** What the content may be hashed with before it is signed. */
export const digestAlgorithms: Record<string, new () => HashAlgorithm> = Object.fromEntries(
  digests.map(([uri, hash]) => [uri, hasherOf(uri, hash)]),
)

/**
 * What judges signatures, by name: any of these certificates will do whose kind of key it is. The
 * library knows neither curves nor SHA-384, but takes classes that do. It canonicalises anew for
 * each certificate that it is given itself, which takes longest of all.
 */
export function signatureAlgorithmsBy(
  certificates: readonly string[],
): Record<string, new () => SignatureAlgorithm> {
  const keys = certificates.map((pem) => new X509Certificate(pem).publicKey)
  return Object.fromEntries(
    schemes.map(([uri, keyType, hash, form]) => {
      const fitting = keys.filter(({ asymmetricKeyType }) => asymmetricKeyType === keyType)
      return [uri, verifierOf(uri, hash, form, fitting)]
    }),
  )
}

function verifierOf(uri: string, hash: Hash, form: Form, keys: readonly KeyObject[]) {
  return class implements SignatureAlgorithm {
    getAlgorithmName = () => uri
    getSignature = (): never => {
      throw new Error('Nothing is signed here')
    }
    verifySignature = (content: string, _key: unknown, signature: string) =>
      keys.some((key) =>
        verify(hash, Buffer.from(content), { key, ...form }, Buffer.from(signature, 'base64')),
      )
  }
}

function hasherOf(uri: string, hash: Hash) {
  return class implements HashAlgorithm {
    getAlgorithmName = () => uri
    getHash = (content: string) => createHash(hash).update(content).digest('base64')
  }
}
