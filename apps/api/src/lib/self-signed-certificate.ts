import { type KeyObject, randomBytes, sign } from 'node:crypto'

type Certified = {
  /** The common name, of subject and issuer alike. */
  readonly name: string
  readonly validFrom: Date
  readonly validUntil: Date
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/**
 * A self-signed X.509 certificate (RFC 5280), as PEM. Node can read certificates but can't make
 * them.
 */
export function selfSignedCertificate(certified: Certified): string {
  const { validFrom, validUntil, publicKey, privateKey } = certified
  const algorithm = algorithmOf(publicKey)
  const commonName = der(0x30, der(0x31, der(0x30, hex('0603550403'), der(0x0c, certified.name))))
  const content = der(
    0x30,
    hex('a003020102'),
    serialNumber(),
    algorithm,
    commonName,
    der(0x30, time(validFrom), time(validUntil)),
    commonName,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', content, privateKey)
  const certificate = der(0x30, content, algorithm, der(0x03, hex('00'), signature))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/**
 * Random, so that no two certificates of one name share it; positive, because its first byte is 1.
 */
const serialNumber = () => der(0x02, hex('01'), randomBytes(15))

/** SHA-256 with RSA, or with an elliptic curve. */
const algorithmOf = ({ asymmetricKeyType }: KeyObject) =>
  asymmetricKeyType === 'rsa'
    ? hex('300d06092a864886f70d01010b0500')
    : hex('300a06082a8648ce3d040302')

const hex = (digits: string) => Buffer.from(digits, 'hex')

/** Before 2050 years have two digits (RFC 5280, 4.1.2.5). */
function time(at: Date): Buffer {
  const digits = `${at.toISOString().slice(0, 19).replace(/\D/g, '')}Z`
  return at.getUTCFullYear() < 2050 ? der(0x17, digits.slice(2)) : der(0x18, digits)
}

/** Tag, length, content (X.690, section 10). */
function der(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const { length } = content
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
