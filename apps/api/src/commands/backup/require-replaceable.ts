import type pg from 'pg'
import { findApplied, readMigrations, refuseUnknown } from '../../../../../prisma/migrate.ts'
import { ownedObjects } from '../../../../../prisma/owned-objects.ts'
import { CommandError } from '../command-error.ts'
import { listTables } from './list-tables.ts'

/**
 * A restore deletes everything of Rekey that the database has.
 * @param replace the name of the database, if its users may be replaced
 * @throws CommandError if the database has users, or belongs to another program
 */
export async function requireReplaceable(
  client: pg.ClientBase,
  replace: string | null,
): Promise<void> {
  const applied = await findApplied(client)
  refuseUnknown(await readMigrations(), applied)
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
  const name = rows[0]?.name ?? ''
  if (replace !== null && replace !== name) {
    throw new CommandError(`--replace names ${replace}, but the database is ${name}.`)
  }
  if (applied.length === 0) return requireNothingForeign(client, name)
  if (replace !== null) return
  const { rows: counts } = await client.query<{ users: number }>(
    'SELECT count(*)::int AS users FROM users',
  )
  const users = counts[0]?.users ?? 0
  if (users === 0) return
  throw new CommandError(
    `The database ${name} has ${users} users. Restore into an empty database. To delete everything that Rekey has in this one, add: --replace ${name}`,
  )
}

/**
 * Without our migrations, tables with the names of ours belong to another program. A wrong
 * DATABASE_URL must not delete them.
 */
async function requireNothingForeign(client: pg.ClientBase, database: string): Promise<void> {
  const { functions } = ownedObjects(await readMigrations())
  const tables = (await listTables(client)).map(({ name }) => `table ${name}`)
  const { rows } = await client.query<{ found: string }>(findOthers, [functions])
  const foreign = [...tables, ...rows.map(({ found }) => found)]
  if (foreign.length === 0) return
  throw new CommandError(
    `The database ${database} belongs to another program: it has the ${foreign.join(', the ')}. Create a database for Rekey alone, and name it in DATABASE_URL.`,
  )
}

const findOthers = `
  SELECT DISTINCT 'function ' || proname AS found FROM pg_proc
  WHERE pronamespace = 'public'::regnamespace AND proname = ANY ($1)
  UNION ALL SELECT 'schema pgboss' FROM pg_namespace WHERE nspname = 'pgboss'`
