import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Keyring } from '../lib/keyring.ts'
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts'
import { Problem } from './problem.ts'

/**
 * Cursors of lists whose positions are not for every caller's eyes, such as a name that is shown
 * masked: AES-256-GCM under a key of their own. What the list was made of (its sort, its filters,
 * who sees it) is bound in as additional data, so that a cursor fits no other list.
 */
type Sealing = {
  readonly keys: Keyring
  /** All that makes this list what it is. */
  readonly list: readonly unknown[]
}

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

export function sealCursor({ keys, list }: Sealing, cursor: Cursor): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, cursorKey(keys, keys.currentId), iv)
  cipher.setAAD(Buffer.from(JSON.stringify(list)))
  const sealed = [iv, cipher.update(encodeCursor(cursor)), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(sealed).toString('base64url')
}

/** @throws Problem bad-request for a cursor that was not made for this list */
export function openCursor(
  { keys, list }: Sealing,
  value: string | undefined,
  length: number,
): Cursor | null {
  if (value === undefined) return null
  const bytes = Buffer.from(value, 'base64url')
  for (const id of keys.ids) {
    const opened = open(bytes, cursorKey(keys, id), JSON.stringify(list))
    if (opened !== null) return decodeCursor(opened, length)
  }
  throw new Problem('bad-request', {
    errors: [{ pointer: '/cursor', detail: 'is damaged, or of another list' }],
  })
}

function open(bytes: Buffer, key: Buffer, list: string): string | null {
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes))
    decipher.setAAD(Buffer.from(list))
    decipher.setAuthTag(bytes.subarray(-tagBytes))
    const text = decipher.update(bytes.subarray(ivBytes, -tagBytes))
    return Buffer.concat([text, decipher.final()]).toString()
  } catch {
    // Too short, damaged, or sealed under another key or list: all the same to whoever sent it.
    return null
  }
}

function cursorKey(keys: Keyring, keyId: string): Buffer {
  const key = keys.mac('cursor', keyId, [])
  if (!key) throw new Error('The keyring lacks a key of its own')
  return key
}
