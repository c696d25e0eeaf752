import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { applyWithin, lockMigrations, readMigrations } from '../../../../../prisma/migrate.ts'
import { ownedObjects } from '../../../../../prisma/owned-objects.ts'
import { claimAlone } from '../../lib/instance-lock.ts'
import { CommandError } from '../command-error.ts'
import { type CopiedTable, copyIn, isSetSequence, parseCopyIn, parseEnd } from './backup-script.ts'
import { listTables } from './list-tables.ts'
import type { Backup } from './open-backup.ts'
import { refuseStrange } from './refuse-strange.ts'
import { requireReplaceable } from './require-replaceable.ts'

export type Loaded = { readonly tables: number; readonly rows: number }

/**
 * Puts a backup in the place of everything that the database holds of Rekey, and brings it up to
 * date. It is one transaction: a failure or a kill leaves the database as it was.
 * @param replace the name of the database, if its users may be replaced
 * @param settle runs at the end, within the transaction
 */
export async function restoreInto(
  client: pg.ClientBase,
  { head, body }: Backup,
  replace: string | null,
  settle: () => Promise<void>,
): Promise<Loaded> {
  await requireAlone(client)
  await requireReplaceable(client, replace)
  const all = await readMigrations()
  const ofBackup = (name: string) => head.migrations.some((each) => each.name === name)
  await client.query('BEGIN')
  try {
    await dropEverything(client)
    await applyWithin(
      client,
      all.filter(({ name }) => ofBackup(name)),
    )
    const loaded = await load(client, body)
    await applyWithin(
      client,
      all.filter(({ name }) => !ofBackup(name)),
    )
    await settle()
    await client.query('COMMIT')
    return loaded
  } catch (error) {
    // If the connection is lost, the database does it.
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/** A server that starts now waits, because it would migrate. */
async function requireAlone(client: pg.ClientBase): Promise<void> {
  await lockMigrations(client)
  if (await claimAlone(client)) return
  throw new CommandError(
    'A server or a worker is running on this database. Stop all of them, then restore.',
  )
}

/** Jobs go too: they name rows that won't be there. */
async function dropEverything(client: pg.ClientBase): Promise<void> {
  const { functions } = ownedObjects(await readMigrations())
  const tables = (await listTables(client)).map(({ name }) => `public."${name}"`)
  const all = ['public._prisma_migrations', ...tables].join(', ')
  await client.query(`SET LOCAL lock_timeout = '10s'`)
  await client.query(`DROP TABLE IF EXISTS ${all}`).catch(refuseDrop)
  await client.query('SET LOCAL lock_timeout = 0')
  for (const name of functions) await client.query(`DROP FUNCTION IF EXISTS public."${name}"`)
  await client.query('DROP SCHEMA IF EXISTS pgboss CASCADE')
}

function refuseDrop(cause: pg.DatabaseError): never {
  if (cause.code === '2BP01') {
    throw new CommandError(
      `Something that isn't Rekey's depends on its tables: ${cause.detail}. Remove that first.`,
    )
  }
  if (cause.code === '55P03') {
    throw new CommandError('Another program uses the tables of Rekey. End it, then restore.')
  }
  throw cause
}

/** While the rows come in, no trigger may write further ones, or refuse them. */
async function load(client: pg.ClientBase, body: Backup['body']): Promise<Loaded> {
  const tables = await listTables(client)
  const names = tables.map(({ name }) => `public."${name}"`)
  for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`)
  // What the migrations inserted is in the backup too.
  for (const name of names.toReversed()) await client.query(`DELETE FROM ${name}`)
  const rows: Record<string, number> = {}
  let line = await body.line()
  for (; line !== null && !line.startsWith('-- '); line = await body.line()) {
    const table = parseCopyIn(line)
    if (table) {
      // The operator may have tables of others in the same schema.
      if (tables.every(({ name }) => name !== table.name)) refuseStrange(`it names ${table.name}`)
      const copying = client.query(from(copyIn(table)))
      await pipeline(body.rows(), copying)
      rows[table.name] = copying.rowCount
    } else if (isSetSequence(line)) await client.query(line)
    else refuseStrange(`it contains the line ${line.slice(0, 60)}`)
  }
  requireAllRows(tables, rows, parseEnd(line ?? '').rows)
  for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`)
  await client.query(`ANALYZE ${names.join(', ')}`)
  const sum = Object.values(rows).reduce((total, count) => total + count, 0)
  return { tables: tables.length, rows: sum }
}

/** A table that the file leaves out would be empty afterwards. */
function requireAllRows(
  tables: readonly CopiedTable[],
  loaded: Record<string, number>,
  expected: Record<string, number>,
): void {
  for (const { name } of tables) {
    if (loaded[name] === undefined) refuseStrange(`it leaves out ${name}`)
    if (loaded[name] !== expected[name]) {
      refuseStrange(`${loaded[name]} rows of ${name} were read instead of ${expected[name] ?? 0}`)
    }
  }
}
