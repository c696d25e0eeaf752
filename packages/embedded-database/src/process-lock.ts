import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * A file lock that the kernel holds for this process and releases when the process ends, even by
 * kill -9. So there is no stale lock to clean up, and no process id that now belongs to another
 * program. Node has no flock, but its SQLite locks files. The file itself stays empty.
 */
export type ProcessLock = { release(): void }

type Mode = 'shared' | 'exclusive'

const sqliteBusyCode = 5
const retryAfterMilliseconds = 20
const patienceMilliseconds = 60_000

const statements: Record<Mode, string> = {
  shared: 'BEGIN; SELECT 1 FROM sqlite_schema',
  exclusive: 'BEGIN EXCLUSIVE',
}
/** Nothing is ever written, so no journal needs to survive a kill. */
const noJournalFile = 'PRAGMA journal_mode = MEMORY'

/** Locks that are held. Garbage collection would close a file, and so release its lock. */
const held = new Set<DatabaseSync>()

/** The lock, or null while another process (or another part of this one) holds it. */
export function takeProcessLock(path: string, mode: Mode): ProcessLock | null {
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    file.exec(`${noJournalFile}; ${statements[mode]}`)
    held.add(file)
    return { release: () => release(file) }
  } catch (error) {
    file.close()
    if (isBusy(error)) return null
    throw error
  }
}

function release(file: DatabaseSync) {
  if (held.delete(file)) file.close()
}

/** Waits up to a minute for the lock, then throws. It never blocks the event loop. */
export async function waitForProcessLock(path: string, mode: Mode): Promise<ProcessLock> {
  const deadline = Date.now() + patienceMilliseconds
  for (;;) {
    const lock = takeProcessLock(path, mode)
    if (lock) return lock
    if (Date.now() > deadline) throw new Error(`${path} stays locked by another process.`)
    await wait(retryAfterMilliseconds)
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusyCode
}
