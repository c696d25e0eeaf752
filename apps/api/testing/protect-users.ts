import { randomUUID } from 'node:crypto'
import { readKeys } from '../src/keys-file.ts'
import { createKeyring } from '../src/lib/keyring.ts'
import { deriveReset } from '../src/models/reset-secrets.ts'
import { queryDatabase } from './many-users.ts'

/** Gives these users a second factor, and a recovery address that counts. */
export async function protectUsers(databaseUrl: string, usernames: readonly string[]) {
  const given = [[...usernames]]
  await queryDatabase(
    databaseUrl,
    `INSERT INTO second_factors (user_id, type, name, created_at, confirmed_at, sealed_secret)
     SELECT id, 'totp', 'App', now(), now(), 'test:sealed' FROM users WHERE username = ANY($1)`,
    given,
  )
  await queryDatabase(
    databaseUrl,
    `INSERT INTO recovery_addresses (user_id, address, created_at, confirmed_at, counts_from)
     SELECT id, 'also-' || username, now(), now(), now() FROM users WHERE username = ANY($1)`,
    given,
  )
}

/** Starts a reset for each of these users. @returns their link tokens, in the same order */
export async function startResetsFor(
  databaseUrl: string,
  dataDir: string,
  usernames: readonly string[],
): Promise<string[]> {
  const keys = createKeyring(await readKeys({ dataDir, secretKeys: null }))
  const users = await queryDatabase<{ id: string; username: string }>(
    databaseUrl,
    'SELECT id, username FROM users WHERE username = ANY($1)',
    [[...usernames]],
  )
  const idOf = new Map(users.map(({ id, username }) => [username, id]))
  const resets = usernames.map((address) => ({
    id: randomUUID(),
    purpose: 'reset' as const,
    userId: idOf.get(address) ?? '',
    address,
    keyId: keys.currentId,
  }))
  await queryDatabase(
    databaseUrl,
    `INSERT INTO resets (id, user_id, purpose, origin, key_id, address, created_at,
       first_accepted_at, expires_at)
     SELECT id, "userId", 'reset', 'self-service', "keyId", address, now(), now(),
       now() + interval '1 hour'
     FROM json_to_recordset($1::json) AS given (id uuid, "userId" uuid, address text, "keyId" text)`,
    [JSON.stringify(resets)],
  )
  return resets.map((reset) => deriveReset(keys, reset)?.token ?? '')
}
