import { type FileHandle, open } from 'node:fs/promises'
import { readMigrations } from '../../../../../prisma/migrate.ts'
import { readFault } from '../../lib/read-fault.ts'
import { CommandError } from '../command-error.ts'
import { anyFirstLine, type BackupHead, firstLine, parseHead } from './backup-script.ts'
import { createScriptReader, type ScriptReader } from './script-reader.ts'
import { decompress, isWhole } from './sealed-file.ts'

export type Backup = {
  readonly head: BackupHead
  /** What follows the head. */
  readonly body: ScriptReader
}

/**
 * Opens a backup that is undamaged and that this version can restore.
 * @throws CommandError for any other file
 */
export async function withBackup<Result>(
  path: string,
  work: (backup: Backup) => Promise<Result>,
): Promise<Result> {
  if (path === '-') refuse('Standard input', readsTwice)
  const file = await open(path).catch((error) => refuse(path, readFault(error)))
  try {
    const found = await file.stat()
    if (found.isDirectory()) refuse(path, 'it is a folder')
    if (!found.isFile()) refuse(path, readsTwice)
    await requireBackup(path, file)
    return await read(file, work)
  } finally {
    await file.close()
  }
}

/** First all of it is checked, then it is loaded. */
const readsTwice = 'a restore reads twice, so it needs a file'

async function requireBackup(path: string, file: FileHandle): Promise<void> {
  const reader = createScriptReader(decompress(file))
  const first = await reader.line().catch(() => null)
  await reader.close()
  if (first === null || !anyFirstLine.test(first)) {
    throw new CommandError(`${path} is no backup of Rekey, or its beginning is damaged.`)
  }
  if (first !== firstLine) {
    throw new CommandError(`A newer version of Rekey made ${path}. Restore it with that version.`)
  }
  if (!(await isWhole(file))) {
    throw new CommandError(`${path} is damaged or incomplete. Nothing was changed.`)
  }
}

async function read<Result>(
  file: FileHandle,
  work: (backup: Backup) => Promise<Result>,
): Promise<Result> {
  const body = createScriptReader(decompress(file))
  try {
    await body.line()
    const head = parseHead((await body.line()) ?? '')
    await requireKnownSchema(head)
    return await work({ head, body })
  } finally {
    await body.close()
  }
}

async function requireKnownSchema({ version, migrations }: BackupHead): Promise<void> {
  const known = new Map((await readMigrations()).map(({ name, checksum }) => [name, checksum]))
  const unknown = migrations.filter(({ name }) => !known.has(name))
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(', ')
    throw new CommandError(
      `Rekey ${version} made this backup, with migrations that this version doesn't have (${names}). Restore it with that version or a newer one.`,
    )
  }
  const changed = migrations.find(({ name, checksum }) => known.get(name) !== checksum)
  if (changed) {
    throw new CommandError(`Migration ${changed.name} is another one than in this backup.`)
  }
}

function refuse(path: string, fault: string): never {
  throw new CommandError(`${path} can't be read: ${fault}.`)
}
