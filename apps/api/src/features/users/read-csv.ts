import { pipeline, type Readable } from 'node:stream'
import { type CsvError, type Options, type Parser, parse } from 'csv-parse'
import {
  type ImportColumn,
  ImportFileError,
  type ImportRecord,
  importColumns,
  isImportColumn,
} from './import-columns.ts'

/** A user takes a few hundred bytes; a quote that never closes must not fill the memory. */
const maximumRecordBytes = 64 * 1024

/**
 * Users of a CSV file (RFC 4180) with a header, one after the other. A record that can't be taken
 * apart is a fault of its own. @throws ImportFileError for the header, or an endless record
 */
export async function* readCsv(input: Readable): AsyncGenerator<ImportRecord> {
  const { parser, takeFaults, hasHeader } = openParser()
  // Failures of either come out of the loop.
  pipeline(input, parser, () => {})
  for await (const record of parser as AsyncIterable<ImportRecord>) {
    yield* takeFaults()
    yield record
  }
  yield* takeFaults()
  if (!hasHeader()) throw new ImportFileError('The file is empty: it needs at least a header')
}

type OpenParser = { parser: Parser; takeFaults(): ImportRecord[]; hasHeader(): boolean }

/** The parser goes on behind a damaged record; what it says of one line is told once. */
function openParser(): OpenParser {
  let faults = new Map<number, string>()
  let header: ImportColumn[] | null = null
  let lastLine = 0
  const take = (cells: string[], line: number): ImportRecord | null => {
    lastLine = line
    if (header) return toRecord(header, cells, line)
    const read = readHeader(cells)
    if (read instanceof ImportFileError) parser.destroy(read)
    else header = read
    return null
  }
  const refuse = (error: CsvError) => {
    if (error.code === 'CSV_MAX_RECORD_SIZE') parser.destroy(endlessRecord(lastLine + 1))
    else if (error.code === 'CSV_QUOTE_NOT_CLOSED') faults.set(lastLine + 1, unclosedQuote)
    else faults.set(lineOf(error) ?? lastLine + 1, 'is no CSV: a quote stands where none may')
  }
  const options: Options<ImportRecord, string[]> = {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: maximumRecordBytes,
    on_record: (cells, { lines }) => take(cells, lines),
    on_skip: (error) => {
      if (error) refuse(error)
      return undefined
    },
  }
  // The types let on_record turn cells into something else only where `columns` is given.
  const parser = parse(options as unknown as Options)
  return {
    parser,
    hasHeader: () => header !== null,
    takeFaults() {
      if (faults.size === 0) return none
      const taken = [...faults].map(([line, fault]) => ({ line, fault }))
      faults = new Map()
      return taken
    },
  }
}

const none: ImportRecord[] = []

const unclosedQuote = 'has a quote that never closes, or one of the next lines does: none was read'

const endlessRecord = (line: number) =>
  new ImportFileError(`Line ${line}: a record is over 64 KiB. Is there a quote that never closes?`)

const lineOf = (error: CsvError) =>
  'lines' in error && typeof error.lines === 'number' ? error.lines : null

function readHeader(cells: string[]): ImportColumn[] | ImportFileError {
  const names = cells.map((cell) => cell.trim())
  const unknown = names.filter((name) => !isImportColumn(name))
  if (unknown.length > 0) {
    return new ImportFileError(
      `Unknown columns: ${unknown.map((name) => JSON.stringify(name)).join(', ')}. ` +
        `Known are ${importColumns.join(', ')}`,
    )
  }
  if (new Set(names).size < names.length) return new ImportFileError('A column is there twice')
  if (!names.includes('username')) return new ImportFileError('The column username is missing')
  return names.filter(isImportColumn)
}

function toRecord(header: ImportColumn[], record: string[], line: number): ImportRecord {
  if (record.length !== header.length) {
    return { line, fault: `has ${record.length} cells where the header has ${header.length}` }
  }
  const cells: { [C in ImportColumn]?: string | null } = {}
  for (const [index, column] of header.entries()) cells[column] = record[index]?.trim() || null
  return { line, cells }
}
