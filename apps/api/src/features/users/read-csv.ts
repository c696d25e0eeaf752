import { pipeline, type Readable } from 'node:stream'
import { type CsvError, type Info, type Parser, parse } from 'csv-parse'
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
  const { parser, takeFaults } = openParser()
  // Failures of either come out of the loop.
  pipeline(input, parser, () => {})
  let header: ImportColumn[] | null = null
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    yield* takeFaults()
    if (header) yield toRecord(header, record, info.lines)
    else header = readHeader(record)
  }
  yield* takeFaults()
  if (!header) throw new ImportFileError('The file is empty: it needs at least a header')
}

/** The parser goes on behind a damaged record; what it says of one line is told once. */
function openParser(): { parser: Parser; takeFaults(): Iterable<ImportRecord> } {
  const faults = new Map<number, string>()
  let lastLine = 1
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: maximumRecordBytes,
    on_record: (record: string[], { lines }) => {
      lastLine = lines
      return record
    },
    on_skip: (error: CsvError | undefined) => {
      if (error?.code === 'CSV_MAX_RECORD_SIZE') parser.destroy(endlessRecord(lastLine + 1))
      else if (error?.code === 'CSV_QUOTE_NOT_CLOSED') faults.set(lastLine + 1, unclosedQuote)
      else if (error)
        faults.set(lineOf(error) ?? lastLine + 1, 'is no CSV: a quote stands where none may')
      return undefined
    },
  })
  return {
    parser,
    *takeFaults() {
      for (const [line, fault] of faults) yield { line, fault }
      faults.clear()
    },
  }
}

const unclosedQuote = 'has a quote that never closes, or one of the next lines does: none was read'

const endlessRecord = (line: number) =>
  new ImportFileError(`Line ${line}: a record is over 64 KiB. Is there a quote that never closes?`)

const lineOf = (error: CsvError) =>
  'lines' in error && typeof error.lines === 'number' ? error.lines : null

function readHeader(cells: string[]): ImportColumn[] {
  const names = cells.map((cell) => cell.trim())
  const unknown = names.filter((name) => !isImportColumn(name))
  if (unknown.length > 0) {
    throw new ImportFileError(
      `Unknown columns: ${unknown.map((name) => JSON.stringify(name)).join(', ')}. ` +
        `Known are ${importColumns.join(', ')}`,
    )
  }
  if (new Set(names).size < names.length) throw new ImportFileError('A column is there twice')
  if (!names.includes('username')) throw new ImportFileError('The column username is missing')
  return names.filter(isImportColumn)
}

function toRecord(header: ImportColumn[], record: string[], line: number): ImportRecord {
  if (record.length !== header.length) {
    return { line, fault: `has ${record.length} cells where the header has ${header.length}` }
  }
  const cells: { [C in ImportColumn]?: string | null } = {}
  header.forEach((column, index) => {
    cells[column] = record[index]?.trim() || null
  })
  return { line, cells }
}
