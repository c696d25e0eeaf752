import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { ImportFileError } from '../features/import/import-columns.ts'
import { readFault } from '../lib/read-fault.ts'

export type ImportFile = {
  readonly input: Readable
  readonly format: 'csv' | 'json'
  /** Null for standard input. */
  readonly totalBytes: number | null
  /** Bytes read so far. */
  readBytes(): number
}

/**
 * @param path `-` is standard input. Without a known ending of the name, a file that begins with
 * `[` is JSON
 * @throws ImportFileError for a file that can't be read
 */
export async function openImportFile(path: string): Promise<ImportFile> {
  if (path === '-') return openStream(process.stdin, null, null)
  const file = await open(path).catch((error) => refuse(path, readFault(error)))
  const stats = await file.stat()
  if (stats.isDirectory()) refuse(path, 'it is a folder')
  return openStream(file.createReadStream(), formatOf(path), stats.size)
}

function refuse(path: string, fault: string): never {
  throw new ImportFileError(`${path} can't be read: ${fault}.`)
}

function formatOf(path: string): ImportFile['format'] | null {
  const extension = extname(path).toLowerCase()
  if (extension === '.csv') return 'csv'
  return extension === '.json' ? 'json' : null
}

async function openStream(
  stream: Readable,
  known: ImportFile['format'] | null,
  totalBytes: number | null,
): Promise<ImportFile> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const first = await chunks.next()
  let readBytes = 0
  async function* counted() {
    for (let next = first; !next.done; next = await chunks.next()) {
      readBytes += next.value.length
      yield next.value
    }
  }
  const begin = first.done ? '' : first.value.toString('utf8', 0, 100)
  const format = known ?? (/^\uFEFF?\s*\[/.test(begin) ? 'json' : 'csv')
  const input = Readable.from(counted(), { objectMode: false })
  return { input, format, totalBytes, readBytes: () => readBytes }
}
