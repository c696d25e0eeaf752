import pg from 'pg'
import { connectionTo } from '../../lib/connection.ts'

/** Records which line of a file used a normalised name first. */
export type NameClaims = {
  /**
   * Claims each row's name for its line. Returns the first line for names that were already
   * claimed.
   */
  claim(rows: readonly { key: string; line: number }[]): Promise<Map<number, number>>
  close(): Promise<void>
}

/**
 * Remembers every name of a file in a temporary table, so that a file of any length takes no
 * memory. The table is dropped when its connection closes.
 */
export async function openNameClaims(databaseUrl: string): Promise<NameClaims> {
  const client = new pg.Client(connectionTo(databaseUrl))
  // A lost connection shows at the next statement; its error event must not end the process.
  client.on('error', () => {})
  await client.connect()
  await client.query(`
    CREATE TEMPORARY TABLE claimed_names (key text COLLATE "C" PRIMARY KEY, line integer NOT NULL)`)
  return {
    async claim(rows) {
      const keys = rows.map(({ key }) => key)
      const lines = rows.map(({ line }) => line)
      const claimed = await client.query(
        `INSERT INTO claimed_names SELECT * FROM unnest($1::text[], $2::integer[])
         ON CONFLICT DO NOTHING`,
        [keys, lines],
      )
      if (claimed.rowCount === rows.length) return new Map()
      const { rows: first } = await client.query<{ key: string; line: number }>(
        'SELECT key, line FROM claimed_names WHERE key = ANY($1)',
        [keys],
      )
      const firstLines = new Map(first.map(({ key, line }) => [key, line]))
      return new Map(
        rows.flatMap(({ key, line }) => {
          const firstLine = firstLines.get(key)
          return firstLine === undefined || firstLine === line ? [] : [[line, firstLine]]
        }),
      )
    },
    close: () => client.end(),
  }
}
