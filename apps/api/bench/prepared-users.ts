import { randomBytes, randomUUID } from 'node:crypto'
import { createHasher } from '../src/lib/hasher.ts'
import { deriveReset } from '../src/models/reset-secrets.ts'
import { createManyUsers, queryDatabase } from '../testing/many-users.ts'
import type { BenchSite } from './bench-site.ts'

export const currentPassword = 'correct horse battery'

/** Bodies of `POST /sessions` that are right, of a user each. */
export async function prepareSignIns(
  { databaseUrl }: Pick<BenchSite, 'databaseUrl'>,
  count: number,
) {
  const passwordHash = await createHasher().hash(currentPassword)
  const usernames = await createManyUsers(databaseUrl, count, passwordHash)
  return usernames.map((username) => ({ username, password: currentPassword }))
}

/** Bodies of `POST /password-resets/complete` that are right, of a user and a living reset each. */
export async function prepareSaves(
  { databaseUrl, keys }: Pick<BenchSite, 'databaseUrl' | 'keys'>,
  count: number,
  { hasCurrent }: { hasCurrent: boolean },
) {
  const passwordHash = hasCurrent ? await createHasher().hash(currentPassword) : null
  const usernames = await createManyUsers(databaseUrl, count, passwordHash)
  const users = await queryDatabase<{ id: string; username: string }>(
    databaseUrl,
    'SELECT id, username FROM users WHERE username = ANY($1)',
    [usernames],
  )
  const resets = users.map(({ id: userId, username }) => ({
    id: randomUUID(),
    userId,
    purpose: hasCurrent ? ('reset' as const) : ('create' as const),
    address: username,
    keyId: keys.currentId,
  }))
  await queryDatabase(
    databaseUrl,
    `INSERT INTO resets (id, user_id, purpose, origin, key_id, address, created_at, first_accepted_at, expires_at, tries_left)
     SELECT id, "userId", purpose, 'self-service', "keyId", address, now(), now(), now() + interval '1 hour', 5
     FROM json_to_recordset($1) AS x (id uuid, "userId" uuid, purpose text, "keyId" text, address text)`,
    [JSON.stringify(resets)],
  )
  return resets.map((reset) => ({ ...deriveReset(keys, reset), newPassword: newPassword() }))
}

export const newPassword = () => `Plum-Tractor-${randomBytes(6).toString('base64url')}`
