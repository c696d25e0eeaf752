import {
  constants,
  createDecipheriv,
  type DecipherGCM,
  privateDecrypt,
  randomBytes,
} from 'node:crypto'
import { type Element, isAt, readElements } from '../../lib/read-elements.ts'
import { SsoRefusal } from './sso-refusal.ts'

const one = 'http://www.w3.org/2001/04/xmlenc#'
const two = 'http://www.w3.org/2009/xmlenc11#'

type Cipher = { readonly name: string; readonly keyBytes: number; readonly isGcm: boolean }

const ciphers: Readonly<Record<string, Cipher>> = {
  [`${two}aes128-gcm`]: { name: 'aes-128-gcm', keyBytes: 16, isGcm: true },
  [`${two}aes256-gcm`]: { name: 'aes-256-gcm', keyBytes: 32, isGcm: true },
  [`${one}aes128-cbc`]: { name: 'aes-128-cbc', keyBytes: 16, isGcm: false },
  [`${one}aes256-cbc`]: { name: 'aes-256-cbc', keyBytes: 32, isGcm: false },
}
const hashes: Readonly<Record<string, string>> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  [`${one}sha256`]: 'sha256',
  [`${one}sha512`]: 'sha512',
  [`${two}mgf1sha1`]: 'sha1',
  [`${two}mgf1sha256`]: 'sha256',
  [`${two}mgf1sha512`]: 'sha512',
}

/** For so many recipients, at most: each costs a private operation for each of our keys. */
const mostKeys = 4
const place = 'Response/EncryptedAssertion'

type Opening = {
  /** PEM. */
  readonly keys: readonly string[]
  /** Whether a signature covers the encrypted text. */
  readonly isAuthentic: boolean
}

/**
 * What an `EncryptedAssertion` holds, in its plain text (XML Encryption 1.1). AES-CBC can be
 * changed unseen and tells by its padding (Jager and Somorovsky, "How to break XML encryption"), so
 * it is read only where it is signed. Whatever fails in decrypting fails alike.
 * @throws SsoRefusal
 */
export async function openAssertion(xml: string, { keys, isAuthentic }: Opening): Promise<string> {
  const elements = (await readElements(xml)) ?? []
  const data = elements.filter((element) => isAt(element, `${place}/EncryptedData`))
  const wrapped = elements.filter(
    ({ name, within }) => name === 'EncryptedKey' && within.join('/').startsWith(place),
  )
  if (data.length !== 1 || wrapped.length < 1 || wrapped.length > mostKeys || !data[0]) {
    return refuse('wrong-form')
  }
  const find = childFinder(elements)
  const cipher = ciphers[find(data[0], 'EncryptionMethod')?.attributes.Algorithm ?? '']
  if (!cipher) return refuse('weak-encryption')
  if (!cipher.isGcm && !isAuthentic) return refuse('cbc-not-signed')
  const content = bytesOf(find(data[0], 'CipherData', 'CipherValue'))
  const transports = wrapped.map((key) => readTransport(key, find))
  const opened = transports.flatMap((transport) =>
    keys.map((key) => decrypt(cipher, unwrap(key, transport, cipher.keyBytes), content)),
  )
  return opened.find((plain) => plain !== null) ?? refuse('not-decrypted')
}

type Transport = { readonly oaepHash: string; readonly bytes: Buffer }

/** RSA-OAEP alone: the older padding tells by its errors (Bleichenbacher). */
function readTransport(key: Element, find: Find): Transport {
  const method = find(key, 'EncryptionMethod')
  const uri = method?.attributes.Algorithm
  const said = (name: string) => method && find(method, name)?.attributes.Algorithm
  const digest = hashes[said('DigestMethod') ?? 'http://www.w3.org/2000/09/xmldsig#sha1']
  const mask = uri === `${two}rsa-oaep` ? hashes[said('MGF') ?? `${two}mgf1sha1`] : 'sha1'
  if (uri !== `${one}rsa-oaep-mgf1p` && uri !== `${two}rsa-oaep`) return refuse('weak-encryption')
  // OpenSSL, as Node calls it, uses one hash for both.
  if (digest === undefined || digest !== mask) return refuse('unknown-encryption')
  return { oaepHash: digest, bytes: bytesOf(find(key, 'CipherData', 'CipherValue')) }
}

/**
 * The key of the content; a random one where it can't be had, so that this looks like any failure.
 */
function unwrap(key: string, { oaepHash, bytes }: Transport, keyBytes: number): Buffer {
  const spare = randomBytes(keyBytes)
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const found = privateDecrypt({ key, padding, oaepHash }, bytes)
    return found.length === keyBytes ? found : spare
  } catch {
    return spare
  }
}

const tagBytes = 16

/**
 * XML Encryption 1.1, 5.2.2 and 5.2.4: the nonce, the content, and GCM's tag. Null: it doesn't
 * open.
 */
function decrypt({ name, isGcm }: Cipher, key: Buffer, content: Buffer): string | null {
  const nonceBytes = isGcm ? 12 : 16
  const end = isGcm ? content.length - tagBytes : content.length
  try {
    const decipher = createDecipheriv(name, key, content.subarray(0, nonceBytes)) as DecipherGCM
    if (isGcm) decipher.setAuthTag(content.subarray(end))
    else decipher.setAutoPadding(false)
    const parts = [decipher.update(content.subarray(nonceBytes, end)), decipher.final()]
    const plain = Buffer.concat(parts)
    const text = isGcm ? plain : withoutPadding(plain)
    return text && new TextDecoder('utf-8', { fatal: true }).decode(text)
  } catch {
    return null
  }
}

/** XML Encryption 1.1, 5.2: only the last byte of the padding says something. */
function withoutPadding(plain: Buffer): Buffer | null {
  const count = plain.at(-1) ?? 0
  return count >= 1 && count <= 16 ? plain.subarray(0, plain.length - count) : null
}

type Find = (parent: Element, ...names: readonly string[]) => Element | undefined

/** Finds the first child of a name, and the child of that. */
const childFinder =
  (elements: readonly Element[]): Find =>
  (parent, ...names) =>
    names.reduce<Element | undefined>(
      (held, wanted) =>
        held && elements.find(({ name, node }) => name === wanted && node.parentNode === held.node),
      parent,
    )

const bytesOf = (element: Element | undefined) =>
  Buffer.from(element?.node.textContent ?? '', 'base64')

function refuse(detail: string): never {
  throw new SsoRefusal('answer-not-accepted', detail)
}
