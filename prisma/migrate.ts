import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { withClient } from '../apps/api/src/lib/connection.ts'
import { StartError } from '../apps/api/src/lib/start-error.ts'
import { describeHolder, describeWait } from './describe-wait.ts'

/**
 * Applies `migrations/<name>/migration.sql` in the order of the names, each completely in its own
 * transaction, or not at all. The bookkeeping is Prisma's (table, checksums, lock), so that
 * Prisma's CLI can take over at any time. Its engine can't be downloaded everywhere, but this runs
 * everywhere.
 */
const ownFolder = join(import.meta.dirname, 'migrations')

/**
 * Prisma's own advisory lock, so that neither its CLI nor a second run of ours migrates at the same
 * time.
 */
const prismaLockId = 72707369

const createTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  varchar(36) PRIMARY KEY NOT NULL,
    checksum            varchar(64) NOT NULL,
    finished_at         timestamptz,
    migration_name      varchar(255) NOT NULL,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`

export type Migration = { name: string; sql: string; checksum: string }
type Applied = { name: string; checksum: string; isFinished: boolean }

type Options = {
  readonly folder?: string
  /** Told when this waits for another run, and each time that a migration lets others pass. */
  readonly onWait?: (why: string) => void
  /**
   * In milliseconds. While a statement waits for the lock of a table, all queries of that table
   * wait behind it, so a migration soon lets them pass and tries again. It waits for long enough
   * that PostgreSQL ends an autovacuum, which it does after a second.
   */
  readonly lockWithin?: number
}

/**
 * Brings the database up to date and returns the names applied. Safe to run on several servers at
 * once. Throws, and changes nothing, where an applied file was changed, where a newer version has
 * migrated the database, or where a migration fails.
 */
export async function migrate(
  databaseUrl: string,
  { folder = ownFolder, onWait = console.error, lockWithin = 3_000 }: Options = {},
): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    await lockMigrations(client, onWait)
    await client.query(createTable)
    const [migrations, applied] = [await readMigrations(folder), await readApplied(client)]
    refuseUnknown(migrations, applied)
    const pending = findPending(migrations, applied)
    for (const migration of pending) {
      while (!(await apply(client, migration, lockWithin))) {
        onWait(await describeWait(client, migration.name))
        await wait(lockWithin)
      }
    }
    return pending.map(({ name }) => name)
  })
}

/**
 * Until the connection ends or `unlockMigrations`, nobody else migrates.
 * @param onWait told who has the lock, if it has to wait. A killed command keeps the lock until
 *   PostgreSQL has ended its statement.
 */
export async function lockMigrations(
  client: pg.ClientBase,
  onWait: (why: string) => void = console.error,
): Promise<void> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS got', [prismaLockId])
  if (rows[0].got) return
  onWait(await describeHolder(client, prismaLockId))
  await client.query('SELECT pg_advisory_lock($1)', [prismaLockId])
}

export const unlockMigrations = (client: pg.ClientBase) =>
  client.query('SELECT pg_advisory_unlock($1)', [prismaLockId])

/** @throws StartError when a newer version has migrated the database */
export async function refuseNewerDatabase(databaseUrl: string, folder = ownFolder): Promise<void> {
  return withClient(databaseUrl, async (client) =>
    refuseUnknown(await readMigrations(folder), await findApplied(client)),
  )
}

/**
 * Names of the migrations that the database lacks; it changes nothing. Throws as `migrate` does.
 */
export async function pendingMigrations(databaseUrl: string, folder = ownFolder) {
  return withClient(databaseUrl, async (client) =>
    findPending(await readMigrations(folder), await findApplied(client)).map(({ name }) => name),
  )
}

/** The migrations that a database has; none in a new one. */
export async function findApplied(client: pg.ClientBase): Promise<Applied[]> {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations')::text AS found")
  return rows[0].found ? readApplied(client) : []
}

export async function readMigrations(folder = ownFolder): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const read = async (name: string) => {
    const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  }
  return Promise.all(names.sort().map(read))
}

async function readApplied(client: pg.ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
    FROM _prisma_migrations WHERE rolled_back_at IS NULL`)
  return rows
}

/**
 * This version would not know what the newer tables mean. One that runs already may go on beside
 * the newer version, because migrations only add to what it uses.
 * @throws StartError
 */
export function refuseUnknown(
  migrations: readonly Pick<Migration, 'name'>[],
  applied: readonly Pick<Applied, 'name'>[],
): void {
  const unknown = applied.filter(({ name }) => migrations.every((each) => each.name !== name))
  if (unknown.length === 0) return
  throw new StartError(
    'A newer version of Rekey has migrated this database ' +
      `(${unknown.map(({ name }) => name).join(', ')}). ` +
      'Start that version, or restore a backup that was made before the upgrade.',
  )
}

/** Those that a database lacks. @throws StartError for one that failed or was changed */
function findPending(migrations: Migration[], applied: Applied[]): Migration[] {
  return migrations.filter(({ name, checksum }) => {
    const row = applied.find((each) => each.name === name)
    if (row && !row.isFinished) {
      throw new StartError(`Migration ${name} failed half-way: see "prisma migrate resolve".`)
    }
    if (row && row.checksum !== checksum) {
      throw new StartError(
        `Migration ${name} was changed after it had been applied to this database. ` +
          'Put the file back as it was, and write the change as a new migration.',
      )
    }
    return !row
  })
}

/** @returns false: others hold locks that it needs, and nothing was changed */
async function apply(
  client: pg.Client,
  migration: Migration,
  lockWithin: number,
): Promise<boolean> {
  await client.query('BEGIN')
  try {
    await client.query(`SET LOCAL lock_timeout = ${lockWithin}`)
    await applyWithin(client, [migration])
    await client.query('COMMIT')
    return true
  } catch (error) {
    await client.query('ROLLBACK')
    if (error instanceof Error && isBlocked(error)) return false
    throw error
  }
}

/** SQLSTATE: lock_not_available, deadlock_detected. */
const oftenPasses = ['55P03', '40P01']

const isBlocked = ({ cause }: Error) =>
  cause instanceof Error && 'code' in cause && oftenPasses.includes(String(cause.code))

/** Applies migrations in the transaction that is open, also to a database that has none. */
export async function applyWithin(
  client: pg.ClientBase,
  migrations: readonly Migration[],
): Promise<void> {
  await client.query(createTable)
  for (const { name, sql, checksum } of migrations) {
    await client.query(sql).catch((cause: unknown) => fail(name, cause))
    await client.query(
      `INSERT INTO _prisma_migrations
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
  }
}

function fail(name: string, cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause)
  throw new Error(`Migration ${name} failed and was undone: ${reason}`, { cause })
}
