import { comparedText } from '@rekey/contracts/visible-text'

/**
 * The columns of a user file. A missing column leaves the stored value; an empty cell clears it.
 */
export const importColumns = [
  'username',
  'displayName',
  'kind',
  'emailTo',
  'organization',
  'role',
  'status',
  'passwordHash',
  'totpSecret',
] as const

export type ImportColumn = (typeof importColumns)[number]

/**
 * One user of a file, not yet validated: null is an empty cell. Or the reason why it can't be
 * parsed.
 */
export type ImportRecord =
  | { readonly line: number; readonly cells: Partial<{ [C in ImportColumn]: unknown }> }
  | { readonly line: number; readonly fault: string }

/** A file: the name for its lines, and its users one after the other. */
export type ImportSource = {
  readonly unit: 'line' | 'item'
  readonly records: AsyncIterable<ImportRecord>
}

/** The whole file can't be read. Its message is a sentence for the operator. */
export class ImportFileError extends Error {
  override name = 'ImportFileError'
}

const known: ReadonlySet<string> = new Set(importColumns)

const plain = (name: string) => comparedText(name).replace(/[\s_-]/g, '')
const byPlainName = new Map(importColumns.map((column) => [plain(column), column]))

/** The column that a header names, in upper or lower case: "Display name" is displayName. */
export const readColumn = (name: string): ImportColumn | undefined => byPlainName.get(plain(name))

export const isImportColumn = (name: string): name is ImportColumn => known.has(name)

/** A cell's value, or its fault as text that follows the column's name. */
export type Read<T> = { readonly value: T } | { readonly fault: string }
