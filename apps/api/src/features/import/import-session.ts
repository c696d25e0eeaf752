import type pg from 'pg'
import { type CopiedRow, copyRows } from '../../lib/copy-rows.ts'
import { type Database, openDatabase } from '../../lib/database.ts'

/** Writes rows by COPY, in the transaction of the session that is open. */
export type CopyRows = (
  into: { readonly table: string; readonly columns: readonly string[] },
  rows: Iterable<CopiedRow>,
) => Promise<void>

/** A database of one connection, so that COPY can take part in Prisma's transactions. */
type ImportSession = {
  readonly db: Database
  readonly copy: CopyRows
  close(): Promise<void>
}

/**
 * Prisma has no COPY. With one connection, its transactions and our COPY are sure to use the same
 * one. If the connection is lost, the transaction fails, and the next one gets the new connection.
 */
export function openImportSession(databaseUrl: string): ImportSession {
  const { db, pool, close } = openDatabase(withSettings(databaseUrl), { connections: 1 })
  let connection: pg.PoolClient | null = null
  pool.on('connect', (client) => {
    connection = client
  })
  // It opens while the first rows are read. If it can't, the first transaction says why.
  const opening = db.$queryRaw`SELECT 1`.catch(() => {})
  return {
    db,
    async copy(into, rows) {
      if (!connection) throw new Error('COPY needs an open transaction')
      await copyRows(connection, into, rows)
    },
    async close() {
      await opening
      await close()
    },
  }
}

const settings: Readonly<Record<string, string>> = {
  // A table that grows this fast has no statistics yet, so each batch would read all of it.
  enable_seqscan: 'off',
  // With the usual 4 MB, the trigram index writes each of its pages several times a batch.
  work_mem: '64MB',
  // Batches needn't wait for the disk. The audit event at the end does, and it makes all of them
  // durable. If the database crashes before that, the run fails and is repeated.
  synchronous_commit: 'off',
}

function withSettings(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  const given = url.searchParams.get('options') ?? ''
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  url.searchParams.set('options', [given, ...ours].join(' ').trim())
  return url.href
}
