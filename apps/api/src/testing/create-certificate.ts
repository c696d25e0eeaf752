import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject }

/** Made once: 2048 bits take a while. */
let keyPair: KeyPair | null = null
const commonKeyPair = () => (keyPair ??= generateKeyPairSync('rsa', { modulusLength: 2_048 }))

/** A self-signed X.509 certificate (RFC 5280), as PEM. */
export function createCertificate({
  name = 'idp.example',
  validUntil = new Date('2046-01-01T00:00:00Z'),
  keys = commonKeyPair(),
}: {
  name?: string
  validUntil?: Date
  keys?: KeyPair
} = {}): string {
  const algorithm = algorithmOf(keys.publicKey)
  const commonName = der(0x30, der(0x31, der(0x30, hex('0603550403'), der(0x0c, name))))
  const content = der(
    0x30,
    hex('a003020102'),
    hex('020101'),
    algorithm,
    commonName,
    der(0x30, time(new Date('2020-01-01T00:00:00Z')), time(validUntil)),
    commonName,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', content, keys.privateKey)
  const certificate = der(0x30, content, algorithm, der(0x03, hex('00'), signature))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** SHA-256 with RSA, or with an elliptic curve. */
const algorithmOf = ({ asymmetricKeyType }: KeyObject) =>
  asymmetricKeyType === 'rsa'
    ? hex('300d06092a864886f70d01010b0500')
    : hex('300a06082a8648ce3d040302')

const hex = (digits: string) => Buffer.from(digits, 'hex')

const time = (at: Date) => der(0x18, `${at.toISOString().slice(0, 19).replace(/\D/g, '')}Z`)

/** Tag, length, content (X.690, section 10). */
function der(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const { length } = content
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
