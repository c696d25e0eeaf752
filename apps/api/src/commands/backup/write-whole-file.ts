import { randomBytes } from 'node:crypto'
import { type FileHandle, link, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CommandError } from '../command-error.ts'
import { refuseWriting } from './write-fault.ts'

/**
 * Writes a new file that others can't read. It has its name only once it is complete and on the
 * disk. A failure removes what was written.
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
  const file = await open(draft, 'wx', 0o600).catch((error) => refuseWriting(path, error))
  try {
    const length = await writeAll(file, bytes, stop).catch((error) => refuseWriting(path, error))
    await nameFile(draft, path)
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
  if (await stat(path).catch(() => null)) refuseName(path)
}

function refuseName(path: string): never {
  throw new CommandError(`${path} exists already. Name a new file.`)
}

/** A link fails where a file of that name has come meanwhile, which a renaming would replace. */
async function nameFile(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') refuseName(path)
    // Not every file system has links.
    await refuseExisting(path)
    await rename(draft, path)
  }
}

/** Files in the same folder whose backup hasn't ended: it was killed, or it is still running. */
export async function listDrafts(path: string): Promise<string[]> {
  const names = await readdir(dirname(path))
  return names.filter((name) => /\.[0-9a-f]{8}\.partial$/.test(name)).toSorted()
}

/** So that the name too survives a power cut. Not every system lets a folder be opened. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => null)
  await folder?.sync().catch(() => {})
  await folder?.close()
}
