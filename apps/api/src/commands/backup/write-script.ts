import type pg from 'pg'
import { to } from 'pg-copy-streams'
import {
  findApplied,
  lockMigrations,
  readMigrations,
  refuseUnknown,
  unlockMigrations,
} from '../../../../../prisma/migrate.ts'
import { CommandError } from '../command-error.ts'
import {
  type BackupHead,
  commentOf,
  copyIn,
  copyOut,
  endOfRows,
  firstLine,
  setSequence,
} from './backup-script.ts'
import { listSequences, listTables } from './list-tables.ts'

export type Written = { tables: number; rows: number }

/**
 * The script of a backup, as one moment of the database, whatever is written meanwhile.
 * @param written is counted up
 */
export async function* writeScript(
  client: pg.ClientBase,
  about: Pick<BackupHead, 'version' | 'takenAt'>,
  written: Written,
): AsyncGenerator<string | Buffer> {
  const migrations = await fixMoment(client)
  const { rows: servers } = await client.query<{ server: string }>('SELECT version() AS server')
  yield `${firstLine}\n${commentOf({ ...about, server: servers[0]?.server ?? '', migrations })}\n`
  const rows: Record<string, number> = {}
  for (const table of await listTables(client)) {
    const copying = client.query(to(copyOut(table)))
    // After an interruption nobody reads it any more.
    copying.on('error', () => {})
    yield `${copyIn(table)};\n`
    yield* copying
    yield `${endOfRows}\n`
    rows[table.name] = copying.rowCount
    written.tables += 1
    written.rows += copying.rowCount
  }
  for (const sequence of await listSequences(client)) yield `${setSequence(sequence)};\n`
  yield `${commentOf({ rows })}\n`
  await client.query('COMMIT')
}

/**
 * Begins the transaction that sees one moment. First it locks the tables against changes of their
 * columns, and nobody migrates until it has them. Reading and writing of rows goes on.
 * @returns the migrations that the database has, in their order
 */
async function fixMoment(client: pg.ClientBase): Promise<BackupHead['migrations']> {
  await lockMigrations(client)
  const applied = await findApplied(client)
  if (applied.length === 0) {
    throw new CommandError('This database holds nothing of Rekey, so there is nothing to back up.')
  }
  refuseUnknown(await readMigrations(), applied)
  const names = (await listTables(client)).map(({ name }) => `public."${name}"`)
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  // A lock is no query: the moment is that of the first query after it.
  await client.query(`LOCK TABLE ${names.join(', ')} IN ACCESS SHARE MODE`)
  await unlockMigrations(client)
  const inOrder = applied.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return inOrder.map(({ name, checksum }) => ({ name, checksum }))
}
