import { isSame, type Keyring } from '../lib/keyring.ts'
import { formatToken, parseToken, type TokenParts } from './reset-secrets.ts'

/** The mail that a report is about, and the server key that its row names. */
type Reported = { readonly id: string; readonly keyId: string }

/**
 * A message's id under our MAC, `<id>.<mac>`: mail providers carry it along and bring it back with
 * what they report, so that nobody else's report passes for one. It opens nothing. Null: the server
 * key that its row names is gone.
 */
export function deriveEventToken(keys: Keyring, { id, keyId }: Reported): string | null {
  const mac = keys.mac('message-id', keyId, [id])
  return mac && formatToken(id, mac)
}

/** Null for anything else. */
export const parseEventToken: (value: string) => TokenParts | null = parseToken

/** Whether this MAC stood in the message's event token. */
export function isEventMac(keys: Keyring, { id, keyId }: Reported, given: Buffer): boolean {
  const expected = keys.mac('message-id', keyId, [id])
  return expected !== null && isSame(expected.subarray(0, given.length), given)
}

/** 80 bits, the least that RFC 2104 (section 5) allows: a local part holds 64 characters. */
const bounceMacBytes = 10

/**
 * What makes a bounce address a message's own, `<id>.<mac>`. In hexadecimal, since there are mail
 * servers that write a local part in lower case. The mail's reader sees it too (Return-Path): a MAC
 * of its own, good for bounces of this one mail. Null: the key is gone.
 */
export function deriveBounceTag(keys: Keyring, message: Reported): string | null {
  const mac = bounceMac(keys, message)
  return mac && `${message.id.replaceAll('-', '')}.${mac.toString('hex')}`
}

const bounceTag = /(?<![\da-f])([\da-f]{32})\.([\da-f]{20})(?![\da-f])/gi

/** Every tag in this text, once each, the first few: who forges some hides no genuine one of ours. */
export function findBounceTags(text: string, { atMost }: { readonly atMost: number }) {
  const found = new Map<string, TokenParts>()
  for (const [tag, id = '', mac = ''] of text.matchAll(bounceTag)) {
    found.set(tag.toLowerCase(), { id: toUuid(id.toLowerCase()), mac: Buffer.from(mac, 'hex') })
    if (found.size === atMost) break
  }
  return [...found.values()]
}

export function isBounceMac(keys: Keyring, message: Reported, given: Buffer): boolean {
  const expected = bounceMac(keys, message)
  return expected !== null && isSame(expected, given)
}

const bounceMac = (keys: Keyring, { id, keyId }: Reported) =>
  keys.mac('message-id', keyId, [id, 'bounce'])?.subarray(0, bounceMacBytes) ?? null

const toUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
