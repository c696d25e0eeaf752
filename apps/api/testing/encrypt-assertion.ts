import {
  type CipherGCM,
  constants,
  createCipheriv,
  publicEncrypt,
  randomBytes,
  X509Certificate,
} from 'node:crypto'

const one = 'http://www.w3.org/2001/04/xmlenc#'
const two = 'http://www.w3.org/2009/xmlenc11#'
const dsig = 'http://www.w3.org/2000/09/xmldsig#'

const ciphers = {
  'aes128-gcm': [two, 16],
  'aes256-gcm': [two, 32],
  'aes128-cbc': [one, 16],
  'aes256-cbc': [one, 32],
} as const

/** How the key of the content is encrypted, as an answer says it. */
const transports = {
  'rsa-oaep-mgf1p': [`${one}rsa-oaep-mgf1p`, 'sha1', ''],
  'rsa-oaep-mgf1p, sha1 said': [
    `${one}rsa-oaep-mgf1p`,
    'sha1',
    `<d:DigestMethod xmlns:d="${dsig}" Algorithm="${dsig}sha1"/>`,
  ],
  'rsa-oaep, sha256': [
    `${two}rsa-oaep`,
    'sha256',
    `<d:DigestMethod xmlns:d="${dsig}" Algorithm="${one}sha256"/>` +
      `<x:MGF xmlns:x="${two}" Algorithm="${two}mgf1sha256"/>`,
  ],
  'rsa-1_5': [`${one}rsa-1_5`, null, ''],
  'rsa-oaep-mgf1p, sha256': [
    `${one}rsa-oaep-mgf1p`,
    'sha256',
    `<d:DigestMethod xmlns:d="${dsig}" Algorithm="${one}sha256"/>`,
  ],
} as const

export type Encryption = {
  cipher?: keyof typeof ciphers
  transport?: keyof typeof transports
  /** Beside the encrypted content, instead of within its key information. */
  isBeside?: boolean
  /** Other recipients' keys come first. */
  others?: readonly string[]
}

/**
 * Puts `EncryptedAssertion` in the place of the assertion of an answer, for the holder of a
 * certificate.
 */
export function encryptAssertion(xml: string, certificate: string, given: Encryption = {}): string {
  const { cipher = 'aes256-gcm', isBeside = false, others = [] } = given
  const [assertion = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? []
  const [namespace, keyBytes] = ciphers[cipher]
  const key = randomBytes(keyBytes)
  const keys = [...others, certificate].map((pem) => encryptKey(key, pem, given)).join('')
  const info = isBeside ? '' : `<KeyInfo xmlns="${dsig}">${keys}</KeyInfo>`
  const data = `<e:EncryptedData xmlns:e="${one}" Type="${one}Element">
    <e:EncryptionMethod Algorithm="${namespace}${cipher}"/>${info}
    ${cipherData(encrypt(cipher, key, Buffer.from(assertion)))}</e:EncryptedData>`
  const held = `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${data}${
    isBeside ? keys : ''
  }</saml:EncryptedAssertion>`
  return xml.replace(assertion, () => held)
}

function encrypt(cipher: keyof typeof ciphers, key: Buffer, content: Buffer): Buffer {
  const isGcm = cipher.endsWith('gcm')
  const nonce = randomBytes(isGcm ? 12 : 16)
  const name = cipher.replace('aes', 'aes-')
  const made = createCipheriv(name, key, nonce) as CipherGCM
  const body = [nonce, made.update(content), made.final()]
  return Buffer.concat(isGcm ? [...body, made.getAuthTag()] : body)
}

function encryptKey(key: Buffer, pem: string, { transport = 'rsa-oaep-mgf1p' }: Encryption) {
  const [uri, oaepHash, said] = transports[transport]
  const padding =
    oaepHash === null
      ? { padding: constants.RSA_PKCS1_PADDING }
      : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }
  const wrapped = publicEncrypt({ key: new X509Certificate(pem).publicKey, ...padding }, key)
  return `<e:EncryptedKey xmlns:e="${one}"><e:EncryptionMethod Algorithm="${uri}">${said}</e:EncryptionMethod>
    ${cipherData(wrapped)}</e:EncryptedKey>`
}

const cipherData = (bytes: Buffer) =>
  `<e:CipherData><e:CipherValue>${bytes.toString('base64')}</e:CipherValue></e:CipherData>`
