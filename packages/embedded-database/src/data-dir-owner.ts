import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findDatabaseRecord } from './database-record.ts'
import { EmbeddedDatabaseError } from './embedded-database-error.ts'
import { type ProcessLock, takeProcessLock } from './process-lock.ts'

type Owner = { pid: number; url: string | undefined }

/**
 * Makes this process the one server of DATA_DIR, until it releases the lock or dies. Throws an
 * EmbeddedDatabaseError that names the process that is it already.
 */
export async function claimDataDir(dataDir: string, url: string | undefined): Promise<ProcessLock> {
  const lock = takeProcessLock(join(dataDir, 'owner.lock'), 'exclusive')
  if (!lock) throw new EmbeddedDatabaseError(await describeOwner(dataDir))
  await saveOwner(dataDir, { pid: process.pid, url })
  return lock
}

async function saveOwner(dataDir: string, owner: Owner): Promise<void> {
  const path = join(dataDir, 'owner.json')
  const draft = `${path}.${process.pid}`
  await writeFile(draft, `${JSON.stringify(owner)}\n`, { mode: 0o600 })
  await rename(draft, path)
}

async function describeOwner(dataDir: string): Promise<string> {
  const file = await readFile(join(dataDir, 'owner.json'), 'utf8').catch(() => null)
  const owner: Owner | null = file === null ? null : JSON.parse(file)
  const record = await findDatabaseRecord(dataDir)
  const facts = [
    owner ? `process ${owner.pid}` : 'just starting',
    owner?.url && `at ${owner.url}`,
    record && `its PostgreSQL on port ${record.port}`,
  ]
  const who = facts.filter(Boolean).join(', ')
  return `Rekey is already running on ${dataDir} (${who}). Stop it first, or set another DATA_DIR.`
}
