import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'

/** Removes the apostrophe that `streamCsv` puts before a formula, for example of `'+46701234567`. */
export const withoutFormulaMark = (cell: string) => cell.replace(/^'(?=[=+\-@＝＋－＠])/, '')

/**
 * Rows as RFC 4180 CSV with a header. A cell that a spreadsheet would treat as a formula starts
 * with an apostrophe. Rows are read as the client takes them. A client that disconnects ends the
 * reading. An error cuts the answer off, which HTTP shows.
 * @param onError called with why the reading ended early
 */
export function streamCsv(
  columns: readonly string[],
  rows: AsyncIterable<readonly unknown[]>,
  onError: (error: Error) => void,
) {
  const csv = stringify({
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
  })
  pipeline(Readable.from(rows, { highWaterMark: 1 }), csv, (error) => {
    if (error) onError(error)
  })
  return csv
}
