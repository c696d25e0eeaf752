import { sql } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import { isTemporaryPassword, type ResetIdentity } from './reset-secrets.ts'
import { livingAt } from './resets.ts'

/**
 * At most two: an old one may still live beside a new one (features/password-reset/plan-reset.ts).
 */
const mostLiving = 2

/** SQL: the inputs of the living temporary passwords of `users owner`. */
export const temporariesOf = (now: Date) => sql`
  (SELECT coalesce(json_agg(json_build_object(
      'id', id, 'purpose', purpose, 'userId', user_id, 'address', address, 'keyId', key_id)), '[]')
    FROM resets
    WHERE user_id = owner.id AND purpose = 'temporary' AND ${livingAt(now)})`

/** Compared if a user has fewer temporary passwords, so that a name without any takes as long. */
const nobodys = (keys: Keyring): ResetIdentity => ({
  id: '00000000-0000-0000-0000-000000000000',
  purpose: 'temporary',
  userId: '00000000-0000-0000-0000-000000000000',
  address: '',
  keyId: keys.currentId,
})

/**
 * The living temporary password that was typed; null: none. It does the same work for any number of
 * them.
 */
export function findTyped(
  keys: Keyring,
  temporaries: readonly ResetIdentity[],
  typed: string,
): ResetIdentity | null {
  const stuffing = Array.from({ length: mostLiving }, () => nobodys(keys))
  const candidates = [...temporaries, ...stuffing].slice(0, mostLiving)
  const matching = candidates.filter((candidate) => isTemporaryPassword(keys, candidate, typed))
  return matching.find((candidate) => temporaries.includes(candidate)) ?? null
}
