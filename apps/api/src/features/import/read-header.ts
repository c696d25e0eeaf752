import { typedName } from '@rekey/contracts/visible-text'
import { type ImportColumn, ImportFileError, importColumns, readColumn } from './import-columns.ts'

/**
 * The columns of a file, in its order. Spreadsheets add empty names at the end, which are left out.
 */
export function readHeader(cells: readonly string[]): ImportColumn[] | ImportFileError {
  const given = cells.map(typedName)
  const names = given.slice(0, given.findLastIndex((name) => name !== '') + 1)
  const unknown = names.filter((name) => !readColumn(name))
  if (unknown.length > 0) {
    return new ImportFileError(
      `Unknown columns: ${unknown.map(describe).join(', ')}. Known columns: ${importColumns.join(', ')}`,
    )
  }
  const columns = names.flatMap((name) => readColumn(name) ?? [])
  const twice = columns.find((column, index) => columns.indexOf(column) < index)
  if (twice) return new ImportFileError(`The column ${twice} appears twice. Remove one.`)
  if (!columns.includes('username'))
    return new ImportFileError('The column username is missing. Add it.')
  return columns
}

function describe(name: string): string {
  if (name === '') return 'one without a name'
  const [nearest] = importColumns
    .map((column) => ({
      column,
      mistakes: mistakesBetween(name.toLowerCase(), column.toLowerCase()),
    }))
    .filter(({ column, mistakes }) => mistakes <= Math.max(2, column.length / 3))
    .sort((one, other) => one.mistakes - other.mistakes)
  const shown = JSON.stringify(name.slice(0, 60))
  return nearest ? `${shown} (did you mean ${nearest.column}?)` : shown
}

/** The number of letters to add, remove or change (Levenshtein). */
function mistakesBetween(typed: string, wanted: string): number {
  let row = Array.from({ length: wanted.length + 1 }, (_, index) => index)
  for (const [index, letter] of Array.from(typed.slice(0, 60)).entries()) {
    const next = [index + 1]
    for (let at = 1; at <= wanted.length; at += 1) {
      const change = (row[at - 1] ?? 0) + (letter === wanted[at - 1] ? 0 : 1)
      next.push(Math.min(change, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[wanted.length] ?? 0
}
