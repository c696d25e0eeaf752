import { stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { createCluster, homeFor } from './create-cluster.ts'
import {
  clusterFolder,
  type DatabaseRecord,
  databaseUrl,
  findDatabaseRecord,
} from './database-record.ts'
import { EmbeddedDatabaseError } from './embedded-database-error.ts'
import { requirePostgresBinaries } from './postgres-binaries.ts'
import {
  findPostmaster,
  PostmasterDidNotStart,
  startPostmaster,
  stopPostmaster,
} from './postmaster.ts'

const retryAfterMilliseconds = 300

type BroughtUp = { record: DatabaseRecord; how: 'created' | 'started' | 'adopted' }

/** A running server for this DATA_DIR. Only who stands alone behind the door may call it. */
export async function bringUp(
  dataDir: string,
  settings: string[],
  newHome?: string,
): Promise<BroughtUp> {
  const known = await findDatabaseRecord(dataDir)
  if (known) await requireCluster(known, dataDir)
  const adopted = known ? await adopt(known) : null
  if (adopted) return { record: adopted, how: 'adopted' }

  const binaries = await requirePostgresBinaries()
  const cluster = known ?? (await createCluster(newHome ?? (await homeFor(dataDir)), binaries))
  const start = (port: number) =>
    startPostmaster(binaries.postgres, {
      home: cluster.home,
      logPath: join(dataDir, 'postgresql.log'),
      settings: [`port=${port}`, ...settings],
    })
  const port = await startOnFreePort(start, known?.port)
  const { home, password } = cluster
  return { record: { home, password, port }, how: known ? 'started' : 'created' }
}

/** A record without its cluster means lost data: say so rather than begin an empty database. */
async function requireCluster(record: DatabaseRecord, dataDir: string): Promise<void> {
  const cluster = clusterFolder(record)
  if (await stat(join(cluster, 'PG_VERSION')).catch(() => null)) return
  throw new EmbeddedDatabaseError(
    `The database of ${dataDir} should be in ${cluster}, but it is missing. ` +
      `Put it back, or delete ${join(dataDir, 'database.json')} to start with an empty one.`,
  )
}

/** A left-over server that answers is as good as a new one; one that doesn't is stopped. */
async function adopt(record: DatabaseRecord): Promise<DatabaseRecord | null> {
  const cluster = clusterFolder(record)
  const running = await findPostmaster(cluster)
  if (!running) return null
  const found = { ...record, port: running.port }
  if (running.isReady && (await isAnswering(found))) return found
  await stopPostmaster(cluster)
  return null
}

async function isAnswering(record: DatabaseRecord): Promise<boolean> {
  const client = new pg.Client({
    connectionString: databaseUrl(record),
    connectionTimeoutMillis: 5_000,
  })
  try {
    await client.connect()
    const { rows } = await client.query('SHOW data_directory')
    return rows[0].data_directory === clusterFolder(record)
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * The remembered port while it is free, else one that the system chooses. Tries again when another
 * program took the port in between, or when backends of a killed server are still on their way out.
 */
async function startOnFreePort(
  start: (port: number) => Promise<void>,
  remembered = 0,
  triesLeft = 5,
): Promise<number> {
  const port = (await findFreePort(remembered)) ?? (await findFreePort(0)) ?? 0
  try {
    await start(port)
    return port
  } catch (error) {
    const isPassing = error instanceof PostmasterDidNotStart && error.isPassing
    if (!isPassing || triesLeft <= 1) throw error
    await wait(retryAfterMilliseconds)
    return startOnFreePort(start, 0, triesLeft - 1)
  }
}

function findFreePort(wanted: number): Promise<number | null> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(null))
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' ? (address?.port ?? null) : null))
    })
  })
}
