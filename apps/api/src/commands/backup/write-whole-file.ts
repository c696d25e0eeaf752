import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CommandError } from '../command-error.ts'

/**
 * Writes a new file that others can't read. It has its name only once it is complete and on the disk.
 * A failure removes what was written.
 * @returns its length in bytes
 * @throws CommandError when the file can't be written, or is there
 */
export async function writeWholeFile(
  path: string,
  bytes: AsyncIterable<Buffer>,
  stop: AbortSignal,
): Promise<number> {
  await refuseExisting(path)
  const draft = `${path}.${randomBytes(4).toString('hex')}.partial`
  const file = await open(draft, 'wx', 0o600).catch((error) => refuse(path, error))
  try {
    const length = await writeAll(file, bytes, stop).catch((error) => refuse(path, error))
    await refuseExisting(path)
    await rename(draft, path)
    await syncFolder(dirname(path))
    return length
  } finally {
    await rm(draft, { force: true })
  }
}

async function writeAll(
  file: FileHandle,
  bytes: AsyncIterable<Buffer>,
  stop: AbortSignal,
): Promise<number> {
  let length = 0
  try {
    for await (const piece of bytes) {
      stop.throwIfAborted()
      await file.writeFile(piece)
      length += piece.length
    }
    await file.sync()
    return length
  } finally {
    await file.close()
  }
}

async function refuseExisting(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found) throw new CommandError(`${path} exists already. Name a new file.`)
}

const faults: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'part of the path is a file, not a folder',
  EACCES: 'this user has no permission to write there',
  EPERM: 'this user has no permission to write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of this user is used up',
  EFBIG: 'the file system allows no file of that size',
}

function refuse(path: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const fault = faults[code]
  if (!fault) throw error
  throw new CommandError(`${path} can't be written: ${fault}. No backup was made.`)
}

/** So that the name too survives a power cut. Not every system lets a folder be opened. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => null)
  await folder?.sync().catch(() => {})
  await folder?.close()
}
