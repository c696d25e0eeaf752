import {
  createHmac,
  createPrivateKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto'
import { decrypt, encrypt } from './aes-gcm.ts'

export type ServerKey = { readonly id: string; readonly secret: Buffer }

/** What a MAC is made for. Each label has a key of its own, so no MAC serves two purposes. */
export type Label =
  | 'link'
  | 'code'
  | 'temporary-password'
  | 'disown'
  | 'address-check'
  | 'device-cookie'
  | 'refresh-token'
  | 'sign-in-name'
  | 'audit-seal'
  | 'audit-anchor'
  | 'audit-erasure'
  | 'message-id'
  | 'demo-password'
  | 'cursor'

/** What is kept sealed, since it can't be derived. */
export type SealingLabel = 'client-secret' | 'decryption-key'

/** What a key pair signs. */
export type SigningLabel = 'access-token'

/**
 * Secrets are derived, not stored: HKDF-SHA-256 (RFC 5869) of a server key under a label, then
 * HMAC-SHA-256 over the parts. Rows name the key that made them and are verified by that key
 * alone. Whoever steals the database holds nothing that opens anything.
 */
export type Keyring = {
  /** The id of the key that signs. */
  readonly currentId: string
  readonly ids: readonly string[]
  /** The MAC of these parts, 32 bytes; null when no key has this id. */
  mac(label: Label, keyId: string, parts: readonly string[]): Buffer | null
  /** The Ed25519 private key of this label (RFC 8032); null when no key has this id. */
  signingKey(label: SigningLabel, keyId: string): KeyObject | null
  /** Encrypts under the current key what others gave us to keep: `<key id>:<base64url>`. */
  seal(label: SealingLabel, plain: string): string
  /** What was sealed; null when its key is gone, or it isn't what we sealed. */
  unseal(label: SealingLabel, sealed: string): string | null
}

export function createKeyring(keys: readonly [ServerKey, ...ServerKey[]]): Keyring {
  const derived = new Map<string, Buffer>()
  const keyFor = (label: Label | SigningLabel | SealingLabel, { id, secret }: ServerKey) => {
    const name = `${label}:${id}`
    let key = derived.get(name)
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', secret, '', `rekey/${label}`, 32))
      derived.set(name, key)
    }
    return key
  }
  return {
    currentId: keys[0].id,
    ids: keys.map(({ id }) => id),
    mac(label, keyId, parts) {
      const key = keys.find(({ id }) => id === keyId)
      return key ? createHmac('sha256', keyFor(label, key)).update(framed(parts)).digest() : null
    },
    signingKey(label, keyId) {
      const key = keys.find(({ id }) => id === keyId)
      return key ? toEd25519(keyFor(label, key)) : null
    },
    seal: (label, plain) => `${keys[0].id}:${encrypt(keyFor(label, keys[0]), plain)}`,
    unseal(label, sealed) {
      const [keyId, content = ''] = sealed.split(':')
      const key = keys.find(({ id }) => id === keyId)
      return key ? decrypt(keyFor(label, key), content) : null
    },
  }
}

/** PKCS #8 around a seed of 32 bytes (RFC 8410, section 7): any 32 bytes are a private key. */
function toEd25519(seed: Buffer): KeyObject {
  const header = Buffer.from('302e020100300506032b657004220420', 'hex')
  return createPrivateKey({ key: Buffer.concat([header, seed]), format: 'der', type: 'pkcs8' })
}

/** Each part behind its length: ["ab", "c"] and ["a", "bc"] never have one MAC. */
function framed(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part, 'utf8')
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )
}

/** Compares in a time that tells nothing of where the two differ. */
export const isSame = (one: Buffer, other: Buffer) =>
  one.length === other.length && timingSafeEqual(one, other)
