import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import { requirePostgresBinaries } from '@rekey/embedded-database/postgres-binaries'
import { startPostmaster, stopPostmaster } from '@rekey/embedded-database/postmaster'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
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
