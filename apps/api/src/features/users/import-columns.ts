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

export const isImportColumn = (name: string): name is ImportColumn => known.has(name)
