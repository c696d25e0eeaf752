import { databaseUrl, findDatabaseRecord } from '@rekey/embedded-database/database-record'
import pg from 'pg'
import type { Installation } from './installation.ts'

/**
 * Simulates that time has passed. The server uses the machine's clock, so this changes rows
 * instead.
 * @returns how many rows it changed
 */
export async function changeRows(
  { dataDir }: Installation,
  statement: string,
  values: readonly string[],
): Promise<number> {
  const record = await findDatabaseRecord(dataDir)
  if (!record) throw new Error('This installation has no database of its own')
  const client = new pg.Client({ connectionString: databaseUrl(record) })
  await client.connect()
  const { rowCount } = await client.query(statement, [...values])
  await client.end()
  return rowCount ?? 0
}
