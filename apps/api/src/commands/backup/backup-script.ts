import * as z from 'zod'
import { refuseStrange } from './refuse-strange.ts'

/**
 * What a backup says: text that psql could run on a database with the same migrations. First come
 * two comments, then the rows of each table as COPY writes them, then the sequences, then a comment
 * with the number of rows of each table. Decision 0042 says why.
 */
export const firstLine = '-- Rekey backup 1'

/** The form of another version has another number. */
export const anyFirstLine = /^-- Rekey backup \d+$/

export const endOfRows = '\\.'

const head = z.object({
  /** The version of Rekey that wrote it. */
  version: z.string(),
  takenAt: z.iso.datetime(),
  /** The PostgreSQL that it comes from. */
  server: z.string(),
  /** In their order. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
})
export type BackupHead = z.infer<typeof head>

const end = z.object({ rows: z.record(z.string(), z.int()) })
export type BackupEnd = z.infer<typeof end>

export const commentOf = (value: BackupHead | BackupEnd) => `-- ${JSON.stringify(value)}`
export const parseHead = (line: string): BackupHead => parse(head, line)
export const parseEnd = (line: string): BackupEnd => parse(end, line)

/** @throws CommandError */
function parse<Value>(comment: z.ZodType<Value>, line: string): Value {
  try {
    return comment.parse(JSON.parse(line.slice(3)))
  } catch {
    return refuseStrange(`its comment ${line.slice(0, 60)} can't be read`)
  }
}

export type CopiedTable = { readonly name: string; readonly columns: readonly string[] }

const listOf = ({ name, columns }: CopiedTable) =>
  `public."${name}" (${columns.map((column) => `"${column}"`).join(', ')})`

export const copyOut = (table: CopiedTable) => `COPY ${listOf(table)} TO STDOUT`
export const copyIn = (table: CopiedTable) => `COPY ${listOf(table)} FROM STDIN`

const isCopyIn = /^COPY public\."(?<name>\w+)" \((?<columns>"\w+"(?:, "\w+")*)\) FROM STDIN;$/

/** Null: no table begins with this line. */
export function parseCopyIn(line: string): CopiedTable | null {
  const { name, columns } = isCopyIn.exec(line)?.groups ?? {}
  return name && columns ? { name, columns: columns.slice(1, -1).split('", "') } : null
}

export type Sequence = { readonly name: string; readonly value: string; readonly isUsed: boolean }

export const setSequence = ({ name, value, isUsed }: Sequence) =>
  `SELECT setval('public.${name}', ${value}, ${isUsed})`

export const isSetSequence = (line: string) =>
  /^SELECT setval\('public\.\w+', \d+, (true|false)\);$/.test(line)
