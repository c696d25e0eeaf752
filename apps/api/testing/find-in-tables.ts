import { queryDatabase } from './many-users.ts'

/**
 * The tables that contain one of these words, in upper or lower case, in any column of any row:
 * text, JSON, and bytes that spell it. It searches every schema, so that no table is forgotten.
 */
export async function findInTables(
  databaseUrl: string,
  words: readonly string[],
): Promise<string[]> {
  const tables = await queryDatabase<{ name: string }>(
    databaseUrl,
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  )
  const each = tables.map(
    ({ name }) => `SELECT '${name}' AS name, row_to_json(t)::text AS text FROM ${name} t`,
  )
  const rows = await queryDatabase<{ name: string; text: string }>(
    databaseUrl,
    each.join(' UNION ALL '),
  )
  const sought = words.flatMap((word) => [word, Buffer.from(word).toString('hex')])
  const found = rows.flatMap(({ name, text }) =>
    sought.filter((word) => text.toLowerCase().includes(word)).map((word) => `${name}: ${word}`),
  )
  return [...new Set(found)].sort()
}
