import { comparedText } from '@rekey/contracts/visible-text'

/** What a file of users may hold. An absent column leaves what is there; an empty cell clears it. */
export const importColumns = [
  'username',
  'displayName',
  'kind',
  'emailTo',
  'organization',
  'role',
  'status',
  'passwordHash',
] as const

export type ImportColumn = (typeof importColumns)[number]

/** One user of a file, unread: null is an empty cell. Or why it can't even be taken apart. */
export type ImportRecord =
  | { readonly line: number; readonly cells: Partial<{ [C in ImportColumn]: unknown }> }
  | { readonly line: number; readonly fault: string }

/** A file: what its lines are called, and its users one after the other. */
export type ImportSource = {
  readonly unit: 'line' | 'item'
  readonly records: AsyncIterable<ImportRecord>
}

/** The file as a whole can't be read. Its message is a sentence for the operator. */
export class ImportFileError extends Error {
  override name = 'ImportFileError'
}

const known: ReadonlySet<string> = new Set(importColumns)

const plain = (name: string) => comparedText(name).replace(/[\s_-]/g, '')
const byPlainName = new Map(importColumns.map((column) => [plain(column), column]))

/** The column that a header names, in either case: "Display name" is displayName. */
export const readColumn = (name: string): ImportColumn | undefined => byPlainName.get(plain(name))

export const isImportColumn = (name: string): name is ImportColumn => known.has(name)
