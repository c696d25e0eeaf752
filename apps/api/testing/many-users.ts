import { randomBytes } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import pg from 'pg'

/**
 * Writes users in one statement and returns their names, which are new, lower case and addresses.
 * @param passwordHash the same for all, since making a hash takes a core 20 ms; null: none has one
 */
export async function createManyUsers(
  databaseUrl: string,
  count: number,
  passwordHash: string | null = null,
  foreignScheme: string | null = null,
): Promise<string[]> {
  const usernames = manyNames(count)
  await queryDatabase(
    databaseUrl,
    `INSERT INTO users (username, username_key, display_name, search_text, kind, role_id, password_hash, foreign_scheme, password_id)
     SELECT name, name, 'Jane Doe', name || E'\\njane doe\\n', 'staff', $2, $3, $4, CASE WHEN $3::text IS NOT NULL THEN gen_random_uuid() END
     FROM unnest($1::text[]) AS name`,
    [usernames, builtInRoles.registered, passwordHash, foreignScheme],
  )
  return usernames
}

/** Names of the same form and length, so that they differ only in being known. */
export function manyNames(count: number): string[] {
  return Array.from({ length: count }, () => `u${randomBytes(9).toString('hex')}@northwind.example`)
}

/** One statement over a connection of its own. */
export async function queryDatabase<Row extends pg.QueryResultRow>(
  connectionString: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  return (await client.query<Row>(sql, values).finally(() => client.end())).rows
}
