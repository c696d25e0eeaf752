import { readFile, realpath, rename, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'

/** What DATA_DIR knows about its database. The password is why the file has mode 0600. */
export type DatabaseRecord = {
  /** Folder of the cluster and its log; outside DATA_DIR when root started it. */
  home: string
  port: number
  password: string
}

const fileName = 'database.json'

/**
 * The record, or null in a DATA_DIR that never had a database. A home inside DATA_DIR is kept
 * relative to it, so that the folder can be moved.
 */
export async function findDatabaseRecord(dataDir: string): Promise<DatabaseRecord | null> {
  try {
    const record: DatabaseRecord = JSON.parse(await readFile(join(dataDir, fileName), 'utf8'))
    return { ...record, home: resolve(await realpath(dataDir), record.home) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/**
 * Replaces the record in one step, so that a process that reads at that moment gets a complete
 * record. An unchanged file stays as it is: root may run a command on a DATA_DIR that is another
 * user's.
 */
export async function saveDatabaseRecord(dataDir: string, record: DatabaseRecord): Promise<void> {
  const path = join(dataDir, fileName)
  const draft = `${path}.${process.pid}`
  const home = relative(dataDir, record.home)
  const kept = home.startsWith('..') ? record : { ...record, home }
  const text = `${JSON.stringify(kept, null, 2)}\n`
  if (text === (await readFile(path, 'utf8').catch(() => null))) return
  await writeFile(draft, text, { mode: 0o600, flush: true })
  await rename(draft, path)
}

export function clusterFolder(record: Pick<DatabaseRecord, 'home'>): string {
  return join(record.home, 'cluster')
}

export function databaseUrl(record: DatabaseRecord): string {
  return `postgresql://rekey:${record.password}@127.0.0.1:${record.port}/rekey`
}
