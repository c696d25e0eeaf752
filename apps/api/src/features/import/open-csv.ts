import { Readable } from 'node:stream'
import { ImportFileError, readColumn } from './import-columns.ts'

/** A CSV file, ready for a parser: without a byte order mark, each line ended by LF alone. */
export type OpenedCsv = {
  readonly input: Readable
  readonly delimiter: string
  /** Lines at the beginning that aren't part of the file's own content. */
  readonly linesBefore: number
}

const delimiters = [',', ';', '\t', '|']

/** Real headers are far shorter. */
const longestHead = 64 * 1024

/**
 * Detects how a file is written. Spreadsheets of many countries separate by semicolons, some say so
 * in a first line `sep=;`, and line ends may be mixed.
 * @throws ImportFileError if the file isn't UTF-8 text
 */
export async function openCsv(given: Readable): Promise<OpenedCsv> {
  const chunks = withPlainLineEnds(given)
  let head = Buffer.alloc(0)
  let next = await chunks.next()
  for (; !next.done && !hasHeader(head); next = await chunks.next()) {
    head = Buffer.concat([head, next.value])
  }
  refuseOtherFormats(head)
  const text = head.toString('utf8')
  const start = /^\uFEFF?(?:"?sep=(?<delimiter>[^\n"])"?[,;\t|]*(?:\n|$))?/i.exec(text)
  const taken = start?.[0] ?? ''
  const { delimiter } = start?.groups ?? {}
  const rest = head.subarray(Buffer.byteLength(taken))
  async function* all() {
    yield rest
    if (!next.done) yield next.value
    yield* chunks
  }
  return {
    input: Readable.from(all(), { objectMode: false }),
    delimiter: delimiter ?? findDelimiter(text.slice(taken.length)),
    linesBefore: taken.includes('\n') ? 1 : 0,
  }
}

/** Two whole lines with content, since the first may be `sep=;`. */
const hasHeader = (head: Buffer) =>
  head.length >= longestHead || /\S[^\n]*\n\s*\S[^\n]*\n/.test(head.toString('latin1'))

/** CRLF and a lone CR become LF; a line end may be split between two chunks. */
async function* withPlainLineEnds(input: Readable): AsyncGenerator<Buffer> {
  let endedInCr = false
  for await (const given of input as AsyncIterable<Buffer | string>) {
    let chunk = Buffer.from(given)
    if (endedInCr && chunk[0] === 0x0a) chunk = chunk.subarray(1)
    endedInCr = chunk.length > 0 ? chunk.at(-1) === 0x0d : endedInCr
    yield chunk.includes(0x0d)
      ? Buffer.from(chunk.toString('latin1').replace(/\r\n?/g, '\n'), 'latin1')
      : chunk
  }
}

function refuseOtherFormats(head: Buffer) {
  const begin = head.subarray(0, 4).toString('latin1')
  if (begin.startsWith('PK\x03\x04') || begin.startsWith('\xD0\xCF\x11\xE0')) {
    throw new ImportFileError(
      'The file is a spreadsheet. Save it as CSV in UTF-8 (in Excel: "CSV UTF-8") and import that.',
    )
  }
  // Without a mark at the beginning, every other byte of plain letters is 0.
  if (/^(\xFF\xFE|\xFE\xFF)/.test(begin) || begin.includes('\0')) {
    throw new ImportFileError(
      'The file is in UTF-16. Save it as UTF-8 (in Excel: "CSV UTF-8") and import it again.',
    )
  }
}

/** The separator with which the header has the most known columns. */
function findDelimiter(text: string): string {
  const header = text.split('\n').find((line) => /[^\s,;|]/.test(line)) ?? ''
  const known = delimiters.map((delimiter) => ({
    delimiter,
    count: header.split(delimiter).filter((cell) => readColumn(cell.replaceAll('"', ''))).length,
  }))
  return known.reduce((best, each) => (each.count > best.count ? each : best)).delimiter
}
