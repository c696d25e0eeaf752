import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { connectionTo } from '../src/lib/connection.ts'

/**
 * Rows a second of a bare COPY: all users, from a file, into a table with the same columns and
 * indexes, without triggers and foreign keys. The users are removed afterwards.
 */
export async function benchBareCopy(databaseUrl: string, path: string): Promise<number> {
  const client = new pg.Client(connectionTo(databaseUrl))
  await client.connect()
  try {
    await pipeline(client.query(to('COPY users TO STDOUT')), createWriteStream(path))
    await client.query('CREATE TABLE bare_users (LIKE users INCLUDING ALL)')
    await client.query('TRUNCATE users CASCADE')
    await client.query('CHECKPOINT')
    const copying = client.query(from('COPY bare_users FROM STDIN'))
    const start = performance.now()
    await pipeline(createReadStream(path), copying)
    const seconds = (performance.now() - start) / 1_000
    await client.query('DROP TABLE bare_users')
    await client.query('CHECKPOINT')
    return copying.rowCount / seconds
  } finally {
    await client.end()
  }
}
