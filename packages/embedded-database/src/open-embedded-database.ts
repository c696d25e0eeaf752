import { chmod, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { bringUp } from './bring-up.ts'
import { claimDataDir } from './data-dir-owner.ts'
import {
  clusterFolder,
  type DatabaseRecord,
  databaseUrl,
  findDatabaseRecord,
  saveDatabaseRecord,
} from './database-record.ts'
import { requirePostgresPackage } from './postgres-binaries.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { type ProcessLock, takeProcessLock, waitForProcessLock } from './process-lock.ts'

export type EmbeddedDatabase = {
  url: string
  /** Where the cluster lies. */
  home: string
  /** How it came to run: made new, started again, or found running and taken over. */
  how: 'created' | 'started' | 'adopted'
  /** Ends our use of it. The process that ends the last use stops PostgreSQL and waits for that. */
  close(): Promise<void>
}

export type OpenOptions = {
  /** `owner`: the server, one at a time. `guest`: a command, beside the owner or on its own. */
  role: 'owner' | 'guest'
  /** Where the owner can be reached; told to a second one. */
  ownUrl?: string
  /** Further PostgreSQL settings, `name=value`. */
  settings?: string[]
  /** Where a new cluster goes, instead of its usual place. */
  newHome?: string
}

/**
 * The PostgreSQL of this DATA_DIR: made on first use, started when down, adopted when a killed
 * process left it running. Throws EmbeddedDatabaseError, for one when a second owner comes.
 *
 * Three locks, each dropped by the kernel when its holder dies: `owner` keeps a second server out,
 * `users` is shared by all who use the database (who gets it whole is the last one), and `door`
 * lets one at a time come or go.
 */
export async function openEmbeddedDatabase(
  dataDirOption: string,
  { role, ownUrl, settings = [], newHome }: OpenOptions,
): Promise<EmbeddedDatabase> {
  // First: where it isn't installed, DATA_DIR doesn't matter.
  requirePostgresPackage()
  const dataDir = await makeDataDir(dataDirOption)
  const ownership = role === 'owner' ? await claimDataDir(dataDir, ownUrl) : null
  try {
    return await enter(dataDir, ownership, settings, newHome)
  } catch (error) {
    ownership?.release()
    throw error
  }
}

/**
 * The address of the database that runs now, or null; for workers, which neither start nor stop it.
 */
export async function findEmbeddedDatabase(dataDir: string): Promise<string | null> {
  const record = await findDatabaseRecord(dataDir)
  if (!record) return null
  const running = await findPostmaster(clusterFolder(record))
  return running?.isReady ? databaseUrl({ ...record, port: running.port }) : null
}

/**
 * Its real path: a symbolic link to the same folder must find the same locks and the same server.
 */
async function makeDataDir(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  await chmod(path, 0o700)
  return realpath(path)
}

async function enter(
  dataDir: string,
  ownership: ProcessLock | null,
  settings: string[],
  newHome: string | undefined,
): Promise<EmbeddedDatabase> {
  const door = await waitForProcessLock(join(dataDir, 'door.lock'), 'exclusive')
  try {
    const { record, how } = await bringUp(dataDir, settings, newHome)
    await saveDatabaseRecord(dataDir, record)
    const use = await waitForProcessLock(join(dataDir, 'users.lock'), 'shared')
    let leaving: Promise<void> | undefined
    const close = () => (leaving ??= leave(dataDir, record, use, ownership))
    return { url: databaseUrl(record), home: record.home, how, close }
  } finally {
    door.release()
  }
}

async function leave(
  dataDir: string,
  record: DatabaseRecord,
  use: ProcessLock,
  ownership: ProcessLock | null,
): Promise<void> {
  const door = await waitForProcessLock(join(dataDir, 'door.lock'), 'exclusive')
  try {
    use.release()
    const last = takeProcessLock(join(dataDir, 'users.lock'), 'exclusive')
    if (last) await stopPostmaster(clusterFolder(record))
    last?.release()
  } finally {
    door.release()
    ownership?.release()
  }
}
