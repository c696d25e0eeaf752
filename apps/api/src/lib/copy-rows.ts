import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

/** The cells of a row in the order of the columns, as text that PostgreSQL reads. */
export type CopiedRow = readonly (string | null)[]

/**
 * Writes rows into a table by COPY, which costs a fraction of an INSERT with parameters.
 * @throws the database's error. An open transaction then has to be rolled back.
 */
export async function copyRows(
  client: pg.ClientBase,
  { table, columns }: { readonly table: string; readonly columns: readonly string[] },
  rows: Iterable<CopiedRow>,
): Promise<void> {
  const copying = client.query(from(`COPY ${table} (${columns.join(', ')}) FROM STDIN`))
  await pipeline(Readable.from(inChunks(rows)), copying)
}

const chunkLength = 64 * 1024

/** COPY's text format (PostgreSQL manual, COPY, "Text Format"), many rows at a time. */
function* inChunks(rows: Iterable<CopiedRow>): Generator<string> {
  let chunk = ''
  for (const cells of rows) {
    chunk += `${cells.map(toCell).join('\t')}\n`
    if (chunk.length < chunkLength) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

const toCell = (cell: string | null) =>
  cell === null ? '\\N' : special.test(cell) ? cell.replace(specials, escaped) : cell

const special = /[\\\n\r\t]/
const specials = /[\\\n\r\t]/g

const escaped = (character: string) => escapes[character] ?? `\\${character}`

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
