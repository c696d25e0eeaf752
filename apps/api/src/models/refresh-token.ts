import { isSame, type Keyring } from '../lib/keyring.ts'
import { formatToken, parseToken, type TokenParts } from './reset-secrets.ts'

/** The inputs of a refresh token: the session, and how often it was renewed before. */
type RefreshIdentity = {
  readonly id: string
  readonly userId: string
  readonly keyId: string
  readonly rotation: number
}

/** `<id>.<mac>.<rotation>`, derived and never stored. Null: its key is gone. */
export function deriveRefreshToken(keys: Keyring, session: RefreshIdentity): string | null {
  const made = mac(keys, session)
  return made && `${formatToken(session.id, made)}.${session.rotation}`
}

type RefreshTokenParts = TokenParts & { readonly rotation: number }

/** Null for any text that isn't a refresh token in its only spelling. */
export function parseRefreshToken(value: string): RefreshTokenParts | null {
  const [, token, rotation] = /^(.+)\.(0|[1-9]\d{0,8})$/.exec(value) ?? []
  const parts = token ? parseToken(token) : null
  return parts && { ...parts, rotation: Number(rotation) }
}

/** Whether this session ever issued this token, in the rotation that the token names. */
export function isRefreshToken(
  keys: Keyring,
  session: Omit<RefreshIdentity, 'rotation'>,
  given: RefreshTokenParts,
): boolean {
  const expected = mac(keys, { ...session, rotation: given.rotation })
  return expected !== null && isSame(expected.subarray(0, given.mac.length), given.mac)
}

function mac(keys: Keyring, { id, userId, keyId, rotation }: RefreshIdentity): Buffer | null {
  return keys.mac('refresh-token', keyId, [id, userId, String(rotation)])
}
