import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { pendingMigrations } from '../../../../prisma/migrate.ts'
import { readConfig } from '../config.ts'
import { withClient } from '../lib/connection.ts'
import { type KeyRows, keyRows } from '../models/key-rows.ts'
import { compressWithSum } from './backup/sealed-file.ts'
import { refuseWriting } from './backup/write-fault.ts'
import { type Written, writeScript } from './backup/write-script.ts'
import { listDrafts, writeWholeFile } from './backup/write-whole-file.ts'
import { CommandError } from './command-error.ts'
import { openCommandDatabase } from './open-command-deps.ts'

/** `rekey backup FILE`: all tables as of one moment. `-` is standard output. */
export async function backUpDatabase(path: string): Promise<void> {
  if (path === '-' && process.stdout.isTTY) {
    throw new CommandError('A backup is not text. Name a file, or redirect standard output to one.')
  }
  const database = await openCommandDatabase(readConfig())
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort(new CommandError('Interrupted. No backup was made.'))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    const lines = await backUp(database.url, path, interrupted.signal)
    for (const line of lines) (path === '-' ? console.error : console.log)(line)
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
    await database.close()
  }
}

/**
 * Never migrates: a backup is also made before an upgrade, with the new version at hand.
 * @returns what to tell the operator
 */
export function backUp(
  databaseUrl: string,
  path: string,
  stop: AbortSignal = new AbortController().signal,
): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    const written: Written = { tables: 0, rows: 0 }
    const about = { version: await ownVersion(), takenAt: new Date().toISOString() }
    const bytes = compressWithSum(writeScript(client, about, written))
    const size = path === '-' ? await print(bytes, stop) : await writeWholeFile(path, bytes, stop)
    return [
      `${path === '-' ? 'Backup' : path}: ${written.rows} rows of ${written.tables} tables, ${size} bytes.`,
      await describeKeys(client, databaseUrl),
      ...(path === '-' ? [] : await describeDrafts(path)),
    ]
  })
}

async function print(bytes: AsyncIterable<Buffer>, signal: AbortSignal): Promise<number> {
  let length = 0
  const counted = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      length += piece.length
      yield piece
    }
  }
  await pipeline(Readable.from(bytes), counted, process.stdout, { signal }).catch((error) =>
    refuseWriting('Standard output', error),
  )
  return length
}

async function describeDrafts(path: string): Promise<string[]> {
  const drafts = await listDrafts(path)
  if (drafts.length === 0) return []
  return [
    `Other backups were killed or are running: ${drafts.join(', ')}. Delete what is left over.`,
  ]
}

async function describeKeys(client: pg.ClientBase, databaseUrl: string): Promise<string> {
  const isCurrent = (await pendingMigrations(databaseUrl)).length === 0
  const { rows } = isCurrent ? await client.query<KeyRows>(keyRows) : { rows: [] }
  const ids = [...new Set(rows.map(({ id }) => id))]
  const needed = ids.length > 0 ? ` A restore needs these: ${ids.join(', ')}.` : ''
  return `It doesn't contain the server keys. Back them up apart from it.${needed}`
}

async function ownVersion(): Promise<string> {
  const file = new URL('../../package.json', import.meta.url)
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string }
  return version
}
