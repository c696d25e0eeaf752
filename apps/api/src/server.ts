import { fileURLToPath } from 'node:url'
import { openEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import { migrate } from '../../../prisma/migrate.ts'
import { findDemoAccounts, seedDemo } from '../../../prisma/seed.ts'
import { buildApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { type Deps, openDeps } from './deps.ts'
import { atMostEvery, hashesWait, toldEveryMs } from './jobs/make-way.ts'
import { prepareJobs } from './jobs/queues.ts'
import { readOrCreateKeys } from './keys-file.ts'
import { keepRunning } from './lib/keep-running.ts'
import { createKeyring } from './lib/keyring.ts'
import { createLog } from './lib/log.ts'
import { onStop } from './lib/on-stop.ts'
import { renewOldNames } from './models/stored-names.ts'
import { explainFault } from './start/explain-fault.ts'
import { printWelcome } from './start/print-welcome.ts'
import { requireUsableDatabase } from './start/require-usable-database.ts'

const workerModule = fileURLToPath(new URL('./spawned-worker.ts', import.meta.url))

type Closing = { close(): Promise<void> }

/** The server: config → database → deps → app → listen → drain. It runs its worker as a child. */
async function startServer(config: Config) {
  const log = createLog(config.logLevel)
  const opened: Closing[] = []
  try {
    await openServer(config, log, opened)
  } catch (error) {
    await closeAll(opened)
    throw error
  }
  onStop(
    () => closeAll(opened),
    (err) => log.error({ err }, 'The server could not shut down cleanly'),
  )
}

/** @param opened gets what was opened, in this order; it is closed in the opposite one */
async function openServer(config: Config, log: Deps['log'], opened: Closing[]) {
  const database = await openServersDatabase(config)
  opened.push(database)
  await requireUsableDatabase(database.url)
  await migrate(database.url, { onWait: (why) => log.warn(why) })
  await prepareJobs(database.url)
  const keys = createKeyring(await readOrCreateKeys(config))
  const worker: { tell?: (message: string) => void } = {}
  const onWait = atMostEvery(toldEveryMs, () => worker.tell?.(hashesWait))
  const given = { config, databaseUrl: database.url, keys, log, onWait }
  const deps = await openDeps({ ...given, isLasting: true })
  opened.push(deps)
  await renewOldNames(deps.db, deps.clock.now())
  const accounts = await (config.demoData ? seedDemo(deps) : findDemoAccounts(deps))
  const app = await buildApp(deps)
  // Both at once: while the worker drains, no new request is taken.
  const serving: Closing[] = [app]
  opened.push({ close: async () => void (await Promise.all(serving.map((one) => one.close()))) })
  await app.listen({ port: config.port, host: config.host })
  deps.judge.prepare().catch((err) => log.error({ err }, 'Passwords could not be judged'))
  if (config.worker === 'spawn') {
    const spawned = spawnWorker(deps)
    serving.push(spawned)
    worker.tell = spawned.tell
  }
  printWelcome(config, accounts)
}

const openServersDatabase = async ({ databaseUrl, dataDir, publicUrl }: Config) =>
  databaseUrl
    ? { url: databaseUrl, close: async () => {} }
    : openEmbeddedDatabase(dataDir, { role: 'owner', ownUrl: publicUrl })

/** Requests and jobs that run end first, then what both stand on. */
async function closeAll(opened: Closing[]) {
  for (const one of opened.toReversed()) await one.close()
}

function spawnWorker({ log }: Deps) {
  return keepRunning(workerModule, process.env, (code) =>
    log.error({ code }, 'The worker died and is restarted'),
  )
}

let config: Config | null = null
try {
  config = readConfig()
  if (config.worker === 'only') await import('./worker.ts')
  else await startServer(config)
} catch (error) {
  console.error(explainFault(error, config))
  process.exit(1)
}
