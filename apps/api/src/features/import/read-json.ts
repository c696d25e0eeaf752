import { pipeline, type Readable } from 'node:stream'
import { streamArray } from 'stream-json/streamers/stream-array.js'
import { ImportFileError, type ImportRecord, isImportColumn } from './import-columns.ts'

/**
 * Users of a JSON file, an array of objects, one after the other; counted from 1.
 * @throws ImportFileError where it is no longer an array of objects
 */
export async function* readJson(input: Readable): AsyncGenerator<ImportRecord> {
  const items = streamArray.withParserAsStream({ packValues: true, streamValues: false })
  // Errors of either stream are thrown by the loop.
  pipeline(input, items, () => {})
  try {
    for await (const { key, value } of items as AsyncIterable<{ key: number; value: unknown }>) {
      yield toRecord(value, key + 1)
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ImportFileError(`The file is not a JSON array of users: ${reason}`, { cause })
  }
}

function toRecord(value: unknown, line: number): ImportRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { line, fault: 'is not an object' }
  }
  const unknown = Object.keys(value).filter((name) => !isImportColumn(name))
  if (unknown.length > 0) return { line, fault: `has unknown fields: ${unknown.join(', ')}` }
  const cells = Object.entries(value).map(([name, cell]) => [name, cell === '' ? null : cell])
  return { line, cells: Object.fromEntries(cells) }
}
