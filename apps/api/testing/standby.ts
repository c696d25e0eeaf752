import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openEmbeddedDatabase } from '../src/embedded-database/open-embedded-database.ts'
import { requirePostgresBinaries } from '../src/embedded-database/postgres-binaries.ts'
import { startPostmaster, stopPostmaster } from '../src/embedded-database/postmaster.ts'
import { removeEmbeddedDatabase } from '../src/embedded-database/remove-embedded-database.ts'
import { findFreePort } from './free-port.ts'

const run = promisify(execFile)

/**
 * Two real servers with the same contents: one that writes, and a standby that only reads until
 * `pg_promote()`. The standby is a copy; it doesn't follow the other one.
 */
export async function openPrimaryAndStandby() {
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-primary-'))
  const first = await openEmbeddedDatabase(dataDir, { role: 'owner' })
  await first.close()
  const home = `${first.home}-standby`
  // `cp` keeps the owner, because PostgreSQL doesn't start with another one.
  await run('cp', ['-a', first.home, home])
  await writeFile(join(home, 'cluster', 'standby.signal'), '')
  const { postgres } = await requirePostgresBinaries()
  const port = await findFreePort()
  const logPath = join(dataDir, 'standby.log')
  await startPostmaster(postgres, { home, logPath, settings: [`port=${port}`] })
  const primary = await openEmbeddedDatabase(dataDir, { role: 'owner' })
  const standbyUrl = new URL(primary.url)
  standbyUrl.port = String(port)
  return {
    primaryUrl: primary.url,
    standbyUrl: standbyUrl.href,
    async close() {
      await stopPostmaster(join(home, 'cluster'))
      await primary.close()
      await rm(home, { recursive: true })
      await removeEmbeddedDatabase(dataDir)
    },
  }
}
