import type { Keyring } from '../lib/keyring.ts'
import { formatToken } from './reset-secrets.ts'

/**
 * A message's id under our MAC, `<id>.<mac>`: mail providers carry it along and bring it back with
 * what they report, so that nobody else's report passes for one. It opens nothing. Null: the server
 * key that its row names is gone.
 */
export function deriveEventToken(
  keys: Keyring,
  { id, keyId }: { readonly id: string; readonly keyId: string },
): string | null {
  const mac = keys.mac('message-id', keyId, [id])
  return mac && formatToken(id, mac)
}
