import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createGunzip, createGzip, type Gunzip, type Gzip } from 'node:zlib'

/**
 * A gzip file whose last part says the SHA-256 of everything before it, so that a change of any
 * byte shows. gunzip joins both parts (RFC 1952, 2.2), and the sum is a comment for it.
 */
export async function* compressWithSum(
  text: AsyncIterable<string | Buffer>,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const bytes of through(createGzip(), text)) {
    hash.update(bytes)
    yield bytes
  }
  yield sumPart(hash.digest('hex'))
}

/** Always the same bytes for a sum: one stored block, without the time and system of its writer. */
function sumPart(sum: string): Buffer {
  const line = Buffer.from(`-- sha256 ${sum}\n`)
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1])
  const numbers = Buffer.alloc(12)
  numbers.writeUInt16LE(line.length, 0)
  numbers.writeUInt16LE(line.length ^ 0xffff, 2)
  numbers.writeUInt32LE(crc32(line), 4)
  numbers.writeUInt32LE(line.length, 8)
  return Buffer.concat([header, numbers.subarray(0, 4), line, numbers.subarray(4)])
}

const sumLength = sumPart('0'.repeat(64)).length

/** Whether the file is as it was written, to the last byte. */
export async function isWhole(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  if (size <= sumLength) return false
  const hash = createHash('sha256')
  for await (const bytes of read(file, size - sumLength)) hash.update(bytes)
  const last = Buffer.alloc(sumLength)
  await file.read(last, 0, sumLength, size - sumLength)
  return last.equals(sumPart(hash.digest('hex')))
}

/** The text of the file from its beginning. */
export const decompress = (file: FileHandle): AsyncGenerator<Buffer> =>
  through(createGunzip(), read(file))

/** A failure of either, and an early end of the reading, ends both. */
async function* through(
  filter: Gzip | Gunzip,
  bytes: AsyncIterable<string | Buffer>,
): AsyncGenerator<Buffer> {
  const feeding = pipeline(Readable.from(bytes, { objectMode: false }), filter).catch(() => {})
  try {
    yield* filter
  } finally {
    filter.destroy()
    await feeding
  }
}

const pieceLength = 64 * 1024

/** Without a stream of the file, which would keep it open until somebody has read it to its end. */
async function* read(file: FileHandle, end = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> {
  for (let position = 0; position < end; ) {
    const length = Math.min(pieceLength, end - position)
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
