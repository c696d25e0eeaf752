import { readdir } from 'node:fs/promises'
import type { Deps } from '../../deps.ts'
import { cached } from '../../lib/cached.ts'
import { second } from '../../lib/clock.ts'
import type { Database } from '../../lib/database.ts'
import { inTime } from '../../lib/in-time.ts'

/** The parts that this instance needs to do its work. */
type Part = 'database' | 'migrations' | 'queue'
type Readiness = { readonly [part in Part]: 'ok' | 'failed' }

const answerWithinMs = 2 * second
const migrations = new URL('../../../../../prisma/migrations/', import.meta.url)

/**
 * Whether each part answers in time. The result is at most a second old, so probes cost one check a
 * second however many there are. Never rejects: the reasons go to the log.
 */
export function createReadiness({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>) {
  const probe = (part: Part, check: () => Promise<unknown>) =>
    createProbe(check, (err) => log.warn({ err, part }, 'This instance is not ready'))
  const database = probe('database', () => requireWritable(db))
  const schema = probe('migrations', () => requireNoPendingMigration(db))
  // The queue is pg-boss's own schema in the same database.
  const queue = probe('queue', () => db.$queryRaw`SELECT version FROM pgboss.version`)
  const look = async (): Promise<Readiness> => {
    const results = await Promise.all([database(), schema(), queue()])
    const [databaseState, migrationsState, queueState] = results
    return { database: databaseState, migrations: migrationsState, queue: queueState }
  }
  return cached(look, second, clock)
}

/**
 * A standby answers but accepts no write, so an instance that is connected to one can't do its
 * work.
 */
async function requireWritable(db: Database): Promise<void> {
  const [row] = await db.$queryRaw<{ readOnly: boolean }[]>`
    SELECT current_setting('transaction_read_only') = 'on' AS "readOnly"`
  if (row?.readOnly)
    throw new Error('The database is read-only: it is a standby, or is set to read-only')
}

/** Migrations of a newer version don't matter, because this version may still run beside it. */
async function requireNoPendingMigration(db: Database): Promise<void> {
  const entries = await readdir(migrations, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const applied = await db.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`
  const pending = names.filter((name) => !applied.some((migration) => migration.name === name))
  if (pending.length > 0) throw new Error(`Pending migrations: ${pending.join(', ')}`)
}

/**
 * While a check hangs no second one starts, so that probes don't pile up on a database that hangs.
 */
function createProbe(check: () => Promise<unknown>, onFailure: (error: unknown) => void) {
  let running: Promise<unknown> | null = null
  return async (): Promise<'ok' | 'failed'> => {
    running ??= check().finally(() => {
      running = null
    })
    try {
      await inTime(answerWithinMs, running)
      return 'ok'
    } catch (error) {
      onFailure(error)
      return 'failed'
    }
  }
}
