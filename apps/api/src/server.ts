import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { migrate } from '../../../prisma/migrate.ts'
import { seedDemo } from '../../../prisma/seed.ts'
import { buildApp } from './app.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { type Deps, openDeps } from './deps.ts'
import { openEmbeddedDatabase } from './embedded-database/open-embedded-database.ts'
import { prepareJobs } from './jobs/jobs.ts'
import { readOrCreateKeys } from './keys-file.ts'
import { keepRunning } from './lib/keep-running.ts'
import { createKeyring } from './lib/keyring.ts'
import { createLog } from './lib/log.ts'
import { onStop } from './lib/on-stop.ts'
import { printWelcome } from './start/print-welcome.ts'

const workerModule = fileURLToPath(new URL('./worker.ts', import.meta.url))

/** The server: config → database → deps → app → listen → drain. It runs its worker as a child. */
async function startServer(config: Config) {
  const log = createLog(config.logLevel)
  const database = config.databaseUrl
    ? { url: config.databaseUrl, close: async () => {} }
    : await openEmbeddedDatabase(config.dataDir, { role: 'owner', ownUrl: config.publicUrl })
  await migrate(database.url)
  await prepareJobs(database.url)
  const keys = createKeyring(await readOrCreateKeys(config))
  const deps = await openDeps({ config, databaseUrl: database.url, keys, log })
  const accounts = config.demoData ? await seedDemo(deps) : []
  const app = await buildApp(deps)
  await app.listen({ port: config.port, host: config.host })
  const worker = config.worker === 'spawn' ? spawnWorker(deps) : null
  onStop(
    () => drain(app, worker, deps, database),
    (err) => log.error({ err }, 'The server could not end in order'),
  )
  printWelcome(config, accounts)
}

function spawnWorker({ log }: Deps) {
  return keepRunning(workerModule, process.env, (code) =>
    log.error({ code }, 'The worker died and is started again'),
  )
}

/** Requests that run end, new ones are refused; then the worker, then what both stand on. */
async function drain(
  app: FastifyInstance,
  worker: { stop(): Promise<void> } | null,
  deps: { close(): Promise<void> },
  database: { close(): Promise<void> },
) {
  await Promise.all([app.close(), worker?.stop()])
  await deps.close()
  await database.close()
}

try {
  const config = readConfig()
  if (config.worker === 'only') await import('./worker.ts')
  else await startServer(config)
} catch (error) {
  // What the operator can mend is told in a sentence; anything else keeps its stack.
  const isExpected =
    error instanceof ConfigError || (error as Error).name === 'EmbeddedDatabaseError'
  console.error(isExpected ? (error as Error).message : error)
  process.exit(1)
}
