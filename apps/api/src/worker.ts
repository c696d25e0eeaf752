import { refuseNewerDatabase } from '../../../prisma/migrate.ts'
import { type Config, readConfig } from './config.ts'
import { findDatabaseUrl } from './database-url.ts'
import { type Deps, openDeps } from './deps.ts'
import { sealAudit } from './features/audit/seal-audit.ts'
import { advanceCampaigns, lookEveryMs } from './features/campaigns/advance-campaigns.ts'
import {
  advanceUserBatches,
  lookAtBatchesEveryMs,
} from './features/user-batches/advance-user-batches.ts'
import { startDeliveries } from './features/webhooks/start-deliveries.ts'
import { createJobHandlers } from './job-handlers.ts'
import { createWay, hashesWait } from './jobs/make-way.ts'
import { prepareJobs } from './jobs/queues.ts'
import { readOrCreateKeys } from './keys-file.ts'
import { createKeyring } from './lib/keyring.ts'
import { createLog } from './lib/log.ts'
import { onStop } from './lib/on-stop.ts'
import { repeat } from './lib/repeat.ts'
import { explainFault } from './start/explain-fault.ts'
import { requireUsableDatabase } from './start/require-usable-database.ts'
import { waitForMigrations } from './start/wait-for-migrations.ts'
import { userActs } from './user-acts.ts'

/** The audit log is sealed within a second of each act. */
const sealEveryMs = 500

/** The worker: config → deps → jobs → drain. Runs beside the server, or alone (WORKER=only). */
async function startWorker(config: Config) {
  const log = createLog(config.logLevel).child({ process: 'worker' })
  const databaseUrl = await findDatabaseUrl(config)
  // One that its server starts again goes on beside a newer version, as the server itself does.
  if (config.worker === 'only') {
    await requireUsableDatabase(databaseUrl)
    await refuseNewerDatabase(databaseUrl)
    await waitForMigrations(databaseUrl, log)
    await prepareJobs(databaseUrl)
  }
  const deps = await openDeps({
    config,
    databaseUrl,
    keys: createKeyring(await readOrCreateKeys(config)),
    log,
    isWorker: true,
    isLasting: true,
  })
  const way = createWay()
  process.on('message', (message) => {
    if (message === hashesWait) way.told()
  })
  await deps.jobs.work(createJobHandlers(deps), way)
  const deliveries = startDeliveries(deps, databaseUrl, deps.sockets)
  log.info('The worker takes jobs')

  const loops = startLoops(deps)
  onStop(
    async () => {
      const parts = [...loops, deliveries]
      const ending = Promise.all([...parts.map((part) => part.stop()), deps.jobs.drain()])
      log.info('The worker takes nothing new')
      await ending
      await deps.close()
    },
    (err) => log.error({ err }, 'The worker could not end in order'),
  )
}

/** What the worker looks for again and again. */
function startLoops(deps: Deps) {
  const { log } = deps
  // The first pass also finds what committed late, or while no worker ran.
  let isFirst = true
  const sealer = repeat(
    async () => {
      await sealAudit(deps, { all: isFirst })
      isFirst = false
    },
    sealEveryMs,
    (err) => log.error({ err }, 'The audit log could not be sealed'),
  )
  const campaigns = repeat(
    (stopping) => advanceCampaigns(deps, stopping),
    lookEveryMs,
    (err) => log.error({ err }, 'Reset campaigns could not be read'),
  )
  const batches = repeat(
    (stopping) => advanceUserBatches(deps, userActs, stopping),
    lookAtBatchesEveryMs,
    (err) => log.error({ err }, 'Batches of users could not be read'),
  )
  return [sealer, campaigns, batches]
}

let config: Config | null = null
try {
  config = readConfig()
  await startWorker(config)
} catch (error) {
  console.error(explainFault(error, config))
  process.exit(1)
}
