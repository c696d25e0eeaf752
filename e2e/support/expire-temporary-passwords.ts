import { databaseUrl, findDatabaseRecord } from '@rekey/embedded-database/database-record'
import pg from 'pg'
import type { Installation } from './installation.ts'

/** Simulates 48 hours. The server uses the machine's clock, so this changes the row instead. */
export async function expireTemporaryPasswords(
  { dataDir }: Installation,
  username: string,
): Promise<void> {
  const record = await findDatabaseRecord(dataDir)
  if (!record) throw new Error('This installation has no database of its own')
  const client = new pg.Client({ connectionString: databaseUrl(record) })
  await client.connect()
  const { rowCount } = await client.query(
    `UPDATE resets SET expires_at = now() - interval '1 second' FROM users
     WHERE users.id = resets.user_id AND username = $1 AND purpose = 'temporary'`,
    [username],
  )
  await client.end()
  if (rowCount === 0) throw new Error(`${username} has no temporary password`)
}
