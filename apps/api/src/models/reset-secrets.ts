import { createHash } from 'node:crypto'
import { normaliseTemporaryPassword } from '@rekey/contracts/typed-secrets'
import type { Reset } from '../generated/prisma/client.ts'
import { isSame, type Keyring, type Label } from '../lib/keyring.ts'

/** The inputs of a reset's secrets. A row that is moved to another user no longer verifies. */
export type ResetIdentity = Readonly<Pick<Reset, 'id' | 'purpose' | 'userId' | 'address' | 'keyId'>>

/** Bytes of a token's MAC: 128 bits keep the link short and can't be guessed. */
const tokenMacBytes = 16

/** A reset's link token and code, the same each time they are derived. Null: its key is gone. */
export function deriveReset(
  keys: Keyring,
  reset: ResetIdentity,
): { token: string; code: string } | null {
  const link = mac(keys, 'link', reset)
  const code = deriveCode(keys, reset)
  if (!link || !code) return null
  return { token: formatToken(reset.id, link), code }
}

export function deriveCode(keys: Keyring, reset: ResetIdentity): string | null {
  const made = mac(keys, 'code', reset)
  return made && sixDigits(made)
}

/** Six digits of a MAC. 64 bits modulo 10^6: the bias is under 10^-13. */
export const sixDigits = (made: Buffer): string =>
  (made.readBigUInt64BE() % 1_000_000n).toString().padStart(6, '0')

/**
 * A temporary password: 80 bits in four groups of Crockford's base32, whose letters can't be
 * mistaken for digits. The counter is raised until it contains a letter and a digit, as password
 * policies of other systems require. It is the same each time it is derived. Null: its key is gone.
 */
export function deriveTemporaryPassword(keys: Keyring, reset: ResetIdentity): string | null {
  for (let counter = 0; ; counter += 1) {
    const made = mac(keys, 'temporary-password', reset, [String(counter)])
    if (!made) return null
    const characters = crockford(made.subarray(0, 10))
    if (!/\d/.test(characters) || !/[A-Z]/.test(characters)) continue
    return characters.replace(/(.{4})(?!$)/g, '$1-')
  }
}

/** Whether this text is that temporary password, however it was typed or pasted. */
export function isTemporaryPassword(keys: Keyring, reset: ResetIdentity, typed: string): boolean {
  const expected = deriveTemporaryPassword(keys, reset)
  return expected !== null && isSame(folded(expected), folded(typed))
}

/** Hashes both, so that the comparison takes the same time for any input. */
const folded = (typed: string) =>
  createHash('sha256').update(normaliseTemporaryPassword(typed)).digest()

const crockfordDigits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Five bits for each character; 10 bytes make 16 characters. */
export function crockford(bytes: Buffer): string {
  let characters = ''
  let bits = 0
  let left = 0
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff
    for (left += 8; left >= 5; left -= 5) {
      characters += crockfordDigits.charAt((bits >> (left - 5)) & 0x1f)
    }
  }
  return characters
}

/** Whether this token opens this reset. */
export function isResetToken(keys: Keyring, reset: ResetIdentity, given: TokenParts): boolean {
  const expected = mac(keys, 'link', reset)
  return expected !== null && isSame(expected.subarray(0, tokenMacBytes), given.mac)
}

/** The inputs of a "This wasn't me" token: the mail that contains it. */
type MessageIdentity = {
  readonly id: string
  readonly userId: string | null
  readonly keyId: string
}

/** The token of a mail's "This wasn't me" link; it opens nothing else. Null: its key is gone. */
export function deriveDisownToken(keys: Keyring, message: MessageIdentity): string | null {
  const made = disownMac(keys, message)
  return made && formatToken(message.id, made)
}

export function isDisownToken(keys: Keyring, message: MessageIdentity, given: TokenParts): boolean {
  const expected = disownMac(keys, message)
  return expected !== null && isSame(expected.subarray(0, tokenMacBytes), given.mac)
}

export type TokenParts = { readonly id: string; readonly mac: Buffer }

/** `<id>.<mac>`, both base64url of 16 bytes. Null for anything else. */
export function parseToken(value: string): TokenParts | null {
  const match = /^([\w-]{22})\.([\w-]{22})$/.exec(value)
  if (!match?.[1] || !match[2]) return null
  const hex = Buffer.from(match[1], 'base64url').toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const parts = { id, mac: Buffer.from(match[2], 'base64url') }
  // A token has one spelling only, so base64url's spare bits must be zero.
  return formatToken(parts.id, parts.mac) === value ? parts : null
}

export function formatToken(id: string, made: Buffer): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  return `${bytes.toString('base64url')}.${made.subarray(0, tokenMacBytes).toString('base64url')}`
}

function mac(
  keys: Keyring,
  label: Label,
  { id, purpose, userId, address, keyId }: ResetIdentity,
  more: readonly string[] = [],
): Buffer | null {
  return keys.mac(label, keyId, [id, purpose, userId, address, ...more])
}

function disownMac(keys: Keyring, message: MessageIdentity): Buffer | null {
  return keys.mac('disown', message.keyId, [message.id, message.userId ?? ''])
}
