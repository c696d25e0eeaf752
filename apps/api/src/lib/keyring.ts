import {
  createHmac,
  createPrivateKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto'
import { decrypt, encrypt } from './aes-gcm.ts'

export type ServerKey = { readonly id: string; readonly secret: Buffer }

/** The purposes of MACs. Each label has its own key, so no MAC can serve two purposes. */
export type Label =
  | 'link'
  | 'code'
  | 'temporary-password'
  | 'disown'
  | 'address-check'
  | 'device-cookie'
  | 'refresh-token'
  | 'sign-in-name'
  | 'mailed-code'
  | 'audit-seal'
  | 'audit-anchor'
  | 'audit-erasure'
  | 'message-id'
  | 'passkey-challenge'
  | 'demo-password'
  | 'cursor'

/** Secrets that are stored sealed, because they can't be derived. */
export type SealingLabel =
  | 'client-secret'
  | 'decryption-key'
  | 'kept-answer'
  | 'recovery-code'
  | 'totp-secret'
  | 'webhook-secret'

/** The purposes of signing keys. */
type SigningLabel = 'access-token'

/**
 * Secrets are derived, not stored: HKDF-SHA-256 (RFC 5869) of a server key under a label, then
 * HMAC-SHA-256 over the parts. Rows name the key that made them, and only that key verifies them.
 * So a stolen database contains nothing that opens an account.
 */
export type Keyring = {
  /** The id of the key that signs new values. */
  readonly currentId: string
  /** The ids of the keys that aren't refused. */
  readonly ids: readonly string[]
  /** The MAC of these parts, 32 bytes; null when no key has this id. */
  mac(label: Label, keyId: string, parts: readonly string[]): Buffer | null
  /** The Ed25519 private key of this label (RFC 8032); null when no key has this id. */
  signingKey(label: SigningLabel, keyId: string): KeyObject | null
  /**
   * Encrypts a secret of others that we must keep, with the current key: `<key id>:<base64url>`.
   */
  seal(label: SealingLabel, plain: string): string
  /** The unsealed text; null if its key is gone, or if we didn't seal it. */
  unseal(label: SealingLabel, sealed: string): string | null
  /**
   * From now on these keys count as gone, because somebody else may know them. They still verify
   * the audit log, which would otherwise lose its past.
   */
  refuse(ids: readonly string[]): void
}

const auditLabels: ReadonlySet<string> = new Set<Label>([
  'audit-seal',
  'audit-anchor',
  'audit-erasure',
])

export function createKeyring(keys: readonly [ServerKey, ...ServerKey[]]): Keyring {
  // Key objects, because Node would make one for each MAC, which takes as long as the MAC itself.
  const derived = new Map<string, KeyObject>()
  const keyFor = (label: Label | SigningLabel | SealingLabel, { id, secret }: ServerKey) => {
    const name = `${label}:${id}`
    let key = derived.get(name)
    if (!key) {
      key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `rekey/${label}`, 32)))
      derived.set(name, key)
    }
    return key
  }
  const refused = new Set<string>()
  const findKey = (label: Label | SigningLabel | SealingLabel, keyId: string | undefined) =>
    refused.has(keyId ?? '') && !auditLabels.has(label)
      ? undefined
      : keys.find(({ id }) => id === keyId)
  return {
    currentId: keys[0].id,
    get ids() {
      return keys.map(({ id }) => id).filter((id) => !refused.has(id))
    },
    mac(label, keyId, parts) {
      const key = findKey(label, keyId)
      return key ? createHmac('sha256', keyFor(label, key)).update(framed(parts)).digest() : null
    },
    signingKey(label, keyId) {
      const key = findKey(label, keyId)
      return key ? toEd25519(keyFor(label, key).export()) : null
    },
    seal: (label, plain) => `${keys[0].id}:${encrypt(keyFor(label, keys[0]), plain)}`,
    unseal(label, sealed) {
      const [keyId, content = ''] = sealed.split(':')
      const key = findKey(label, keyId)
      return key ? decrypt(keyFor(label, key), content) : null
    },
    refuse(ids) {
      for (const id of ids) refused.add(id)
    },
  }
}

/** PKCS #8 around a seed of 32 bytes (RFC 8410, section 7): any 32 bytes are a private key. */
function toEd25519(seed: Buffer): KeyObject {
  const header = Buffer.from('302e020100300506032b657004220420', 'hex')
  return createPrivateKey({ key: Buffer.concat([header, seed]), format: 'der', type: 'pkcs8' })
}

/**
 * Puts each part behind its length, so that ["ab", "c"] and ["a", "bc"] never have the same MAC.
 */
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

/** Compares in constant time, which reveals nothing about where the two differ. */
export const isSame = (one: Buffer, other: Buffer) =>
  one.length === other.length && timingSafeEqual(one, other)
