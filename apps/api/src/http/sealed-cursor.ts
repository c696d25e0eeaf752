import { decrypt, encrypt } from '../lib/aes-gcm.ts'
import type { Keyring } from '../lib/keyring.ts'
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts'
import { Problem } from './problem.ts'

/**
 * Cursors of lists whose positions some callers must not see, such as a name that is shown masked.
 * They are sealed under a key of their own and bound to one list (its sort, its filters, its
 * viewer).
 */
export type Sealing = {
  readonly keys: Keyring
  /** Everything that identifies this list. */
  readonly list: readonly unknown[]
}

export const sealCursor = ({ keys, list }: Sealing, cursor: Cursor): string =>
  encrypt(cursorKey(keys, keys.currentId), encodeCursor(cursor), JSON.stringify(list))

/** @throws Problem bad-request for a cursor that wasn't made for this list */
export function openCursor(
  { keys, list }: Sealing,
  value: string | undefined,
  length: number,
): Cursor | null {
  if (value === undefined) return null
  for (const id of keys.ids) {
    const opened = decrypt(cursorKey(keys, id), value, JSON.stringify(list))
    if (opened !== null) return decodeCursor(opened, length)
  }
  throw new Problem('bad-request', {
    errors: [{ pointer: '/cursor', detail: 'is damaged, or of another list' }],
  })
}

function cursorKey(keys: Keyring, keyId: string): Buffer {
  const key = keys.mac('cursor', keyId, [])
  if (!key) throw new Error('The keyring lacks a key of its own')
  return key
}
