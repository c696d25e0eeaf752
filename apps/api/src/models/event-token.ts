import { isSame, type Keyring } from '../lib/keyring.ts'
import { formatToken, parseToken, type TokenParts } from './reset-secrets.ts'

/** The mail that a report is about, and the server key that the mail's row names. */
type Reported = { readonly id: string; readonly keyId: string }

/**
 * A message's id under our MAC, `<id>.<mac>`. Mail providers return it with their reports, so a
 * report about a mail can't be forged without it. The token opens nothing. Null: the server key
 * that the message's row names is gone.
 */
export function deriveEventToken(keys: Keyring, { id, keyId }: Reported): string | null {
  const mac = keys.mac('message-id', keyId, [id])
  return mac && formatToken(id, mac)
}

/** Null for any text that isn't an event token. */
export const parseEventToken: (value: string) => TokenParts | null = parseToken

/** Whether this MAC is the one of the message's event token. */
export function isEventMac(keys: Keyring, { id, keyId }: Reported, given: Buffer): boolean {
  const expected = keys.mac('message-id', keyId, [id])
  return expected !== null && isSame(expected.subarray(0, given.length), given)
}

/** 80 bits, the minimum of RFC 2104 (section 5), because a local part holds only 64 characters. */
const bounceMacBytes = 10

/**
 * The tag that makes a bounce address a message's own, `<id>.<mac>`. It is hexadecimal, since some
 * mail servers change a local part to lower case. The mail's reader can see it too (Return-Path).
 * So it is a separate MAC that is valid only for bounces of this one mail. Null: the key is gone.
 */
export function deriveBounceTag(keys: Keyring, message: Reported): string | null {
  const mac = bounceMac(keys, message)
  return mac && `${message.id.replaceAll('-', '')}.${mac.toString('hex')}`
}

const bounceTag = /(?<![\da-f])([\da-f]{32})\.([\da-f]{20})(?![\da-f])/gi

/**
 * The first few different tags in this text, so that forged tags before a genuine one don't hide
 * it.
 */
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
