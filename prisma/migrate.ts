import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { connectionTo } from '../apps/api/src/lib/connection.ts'
import { StartError } from '../apps/api/src/lib/start-error.ts'

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

type Migration = { name: string; sql: string; checksum: string }
type Applied = { name: string; checksum: string; isFinished: boolean }

/** Brings the database up to date and returns the names applied. Safe to run on several servers at
 * once. Throws, and changes nothing, where an applied file was changed or a migration fails. */
export async function migrate(databaseUrl: string, folder = ownFolder): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [prismaLockId])
    await client.query(createTable)
    const pending = findPending(await readMigrations(folder), await readApplied(client))
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  })
}

/**
 * Names of the migrations that the database lacks; it changes nothing. Throws as `migrate` does.
 */
export async function pendingMigrations(databaseUrl: string, folder = ownFolder) {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query("SELECT to_regclass('_prisma_migrations')::text AS found")
    const applied = rows[0].found ? await readApplied(client) : []
    return findPending(await readMigrations(folder), applied).map(({ name }) => name)
  })
}

async function withClient<Result>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(connectionTo(databaseUrl))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const read = async (name: string) => {
    const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  }
  return Promise.all(names.sort().map(read))
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
    FROM _prisma_migrations WHERE rolled_back_at IS NULL`)
  return rows
}

/**
 * A newer version applied a migration that we don't have, and we may still run beside that version.
 */
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

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK')
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Migration ${name} failed and was undone: ${reason}`, { cause })
  }
}
