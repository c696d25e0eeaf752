import { pipeline, type Readable } from 'node:stream'
import { typedName } from '@rekey/contracts/visible-text'
import { type CsvError, type Options, type Parser, parse } from 'csv-parse'
import { withoutFormulaMark } from '../../lib/stream-csv.ts'
import { type ImportColumn, ImportFileError, type ImportRecord } from './import-columns.ts'
import { type OpenedCsv, openCsv } from './open-csv.ts'
import { readHeader } from './read-header.ts'

/** A user takes a few hundred bytes; an unclosed quote must not fill the memory. */
const maximumRecordBytes = 64 * 1024

/**
 * Users of a CSV file (RFC 4180, and as spreadsheets write it) with a header, one after the other.
 * A record that can't be parsed is a fault of its own; an empty record is skipped.
 * @throws ImportFileError for the file as a whole, its header, or an endless record
 */
export async function* readCsv(given: Readable): AsyncGenerator<ImportRecord> {
  const opened = await openCsv(given)
  const { parser, lastFault, hasHeader } = openParser(opened)
  // Errors of either stream are thrown by the loop.
  pipeline(opened.input, parser, () => {})
  yield* parser as AsyncIterable<ImportRecord>
  const last = lastFault()
  if (last) yield last
  if (!hasHeader()) throw new ImportFileError('The file is empty. It needs at least a header.')
}

type OpenParser = { parser: Parser; lastFault(): ImportRecord | null; hasHeader(): boolean }

/**
 * The parser continues after a damaged record. Several errors of one line are reported once, so a
 * fault is passed on when the next line begins.
 */
function openParser({ delimiter, linesBefore }: OpenedCsv): OpenParser {
  let last: ImportRecord | null = null
  let header: ImportColumn[] | null = null
  let lastLine = linesBefore
  const passOn = () => {
    if (last) parser.push(last)
    last = null
  }
  const fail = (line: number, fault: string) => {
    if (last?.line !== line) passOn()
    last = { line, fault }
  }
  const take = (cells: string[], line: number): ImportRecord | null => {
    lastLine = line
    if (isEmptied(cells)) return null
    if (header) {
      passOn()
      return toRecord(header, cells, line - lineBreaksIn(cells))
    }
    const read = readHeader(cells)
    if (read instanceof ImportFileError) parser.destroy(read)
    else header = read
    return null
  }
  const refuse = (error: CsvError) => {
    if (error.code === 'CSV_MAX_RECORD_SIZE') parser.destroy(endlessRecord(lastLine + 1))
    else if (error.code === 'CSV_QUOTE_NOT_CLOSED') fail(lastLine + 1, unclosedQuote)
    else fail(lineOf(error, linesBefore) ?? lastLine + 1, misplacedQuote)
  }
  const options: Options<ImportRecord, string[]> = {
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: maximumRecordBytes,
    on_record: (cells, { lines }) => take(cells, lines + linesBefore),
    on_skip: (error) => {
      if (error) refuse(error)
      return undefined
    },
  }
  // The types allow on_record to change cells into other values only if `columns` is given.
  const parser = parse(options as unknown as Options)
  return { parser, lastFault: () => last, hasHeader: () => header !== null }
}

/** Spreadsheets keep a row whose cells were emptied. */
const isEmptied = (cells: readonly string[]) => cells.every((cell) => typedName(cell) === '')

/** The first line of a record, at which an editor shows it. */
const lineBreaksIn = (cells: readonly string[]) =>
  cells.reduce((count, cell) => count + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0)

const misplacedQuote = 'is not valid CSV: it has a misplaced quote'
const unclosedQuote =
  'has a quote that never closes, or a later line does. None of these lines was read.'

const endlessRecord = (line: number) =>
  new ImportFileError(`Line ${line}: a record is over 64 KiB. Is there a quote that never closes?`)

const lineOf = (error: CsvError, linesBefore: number) =>
  'lines' in error && typeof error.lines === 'number' ? error.lines + linesBefore : null

const readCell = (cell = '') => withoutFormulaMark(cell.trim()) || null

/** Spreadsheets add empty cells after the last column. */
function toRecord(header: ImportColumn[], record: string[], line: number): ImportRecord {
  const isLonger = record.length > header.length && isEmptied(record.slice(header.length))
  if (record.length !== header.length && !isLonger) {
    return { line, fault: `has ${record.length} cells where the header has ${header.length}` }
  }
  const cells: { [C in ImportColumn]?: string | null } = {}
  for (const [index, column] of header.entries()) cells[column] = readCell(record[index])
  return { line, cells }
}
