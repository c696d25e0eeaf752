import type { Socket } from 'node:net'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '../generated/prisma/client.ts'
import { wellFormed } from './canonical-json.ts'
import { minute } from './clock.ts'
import { connectionTo } from './connection.ts'
import { openDriver } from './driver.ts'
import { nameStatements } from './name-statements.ts'
import type { Driver } from './statements.ts'
import { traceStatements } from './trace-statements.ts'
import type { Tracing } from './tracing.ts'

/** The client. Models take it, or the transaction that their verb opened, as first argument. */
export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient

/**
 * A transaction in the place of the client. What would be a transaction of its own becomes a
 * savepoint: its failure undoes only its own part, and the rest is committed with the whole.
 */
export const asDatabase = (tx: Transaction): Database =>
  new Proxy(tx, {
    get: (target, name) =>
      name === '$transaction' ? withSavepoint(target) : Reflect.get(target, name, target),
  }) as Database

const withSavepoint =
  (tx: Transaction) =>
  async <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => {
    await tx.$executeRaw`SAVEPOINT act`
    try {
      const result = await act(tx)
      await tx.$executeRaw`RELEASE SAVEPOINT act`
      return result
    } catch (error) {
      // It would stay, and an outer act that fails would go back to it instead of to its own.
      await tx.$executeRaw`ROLLBACK TO SAVEPOINT act`
      await tx.$executeRaw`RELEASE SAVEPOINT act`
      throw error
    }
  }

/** A piece of SQL with its parameters, to be embedded in another. */
export const sql = Prisma.sql
export type Sql = Prisma.Sql

/** Pieces of SQL, joined by a separator. */
export const joinSql = Prisma.join

/**
 * SQL: these rows as a table `given`. They are one parameter, so the text of the statement, and the
 * plan that the database keeps for it, are the same for any number of rows.
 * @param columns each name with its type, as in a definition of a table
 */
export const rowsAsTable = (rows: readonly object[], columns: Sql): Sql => sql`
  json_to_recordset(${JSON.stringify(rows, wellFormed)}::text::json) AS given (${columns})`

/** In milliseconds; an ordinary transaction holds a row for less. */
const longestWait = 500

/**
 * Makes a transaction for several items fail if somebody holds one of their rows for long. The
 * items are then repeated one by one, so that only one of them waits for that row.
 */
export async function waitBriefly(tx: Transaction, items: readonly unknown[]): Promise<void> {
  if (items.length < 2) return
  await tx.$executeRaw`SELECT set_config('lock_timeout', ${String(longestWait)}, true)`
}

export type OpenDatabase = {
  readonly db: Database
  readonly driver: Driver
  readonly pool: pg.Pool
  close(): Promise<void>
}

/**
 * How long a connection may take to open, in milliseconds. Nobody waits for the worker, and on a
 * busy machine it can take long. Users of the server are told after five seconds.
 */
export const connectWithinMs = (isWorker: boolean) => (isWorker ? 60_000 : 5_000)

/**
 * How long a connection is kept while nobody uses it. A new one costs PostgreSQL as much as ten
 * saved passwords, and has no plans yet.
 */
export const keptIdleMs = 10 * minute

/**
 * How long a transaction may wait for a connection, and how long it may take, in milliseconds.
 * Behind a burst of hashes, a save must not lose the hash that was already computed for it.
 */
const patienceOf = (isWorker: boolean) => ({
  maxWait: connectWithinMs(isWorker) + 5_000,
  timeout: 15_000,
})

type Options = {
  connections?: number
  /** A worker runs the same few statements repeatedly, so their plans are kept. */
  isWorker?: boolean
  /** Contains the socket of each connection while it is open. */
  sockets?: Set<Socket>
  tracing?: Tracing | null
}

/**
 * Opens a pool for Prisma and one for the plain driver. A connection that the server drops is
 * replaced when it is next needed; its error must not end the process.
 */
export function openDatabase(
  url: string,
  { connections = 10, isWorker = false, sockets, tracing = null }: Options = {},
): OpenDatabase {
  const shared = {
    ...connectionTo(url, sockets),
    max: connections,
    connectionTimeoutMillis: connectWithinMs(isWorker),
    idleTimeoutMillis: keptIdleMs,
  }
  const pool = openPool(shared, tracing)
  const driverPool = openPool({ ...shared, ...forDriver(shared) }, tracing)
  const db = new PrismaClient({
    adapter: new PrismaPg(pool, {
      disposeExternalPool: false,
      ...(isWorker && { statementNameGenerator: nameStatements() }),
    }),
    transactionOptions: patienceOf(isWorker),
  })
  return {
    db,
    driver: openDriver(driverPool),
    pool,
    async close() {
      await db.$disconnect()
      await Promise.all([pool.end(), driverPool.end()])
    },
  }
}

function openPool(options: pg.PoolConfig, tracing: Tracing | null): pg.Pool {
  const pool = new pg.Pool(options)
  pool.on('error', () => {})
  if (tracing) traceStatements(pool, tracing)
  return pool
}

/**
 * Statements of the driver that are sent at once don't wait for each other's answers. Each of them
 * finds its rows by an index. Its plan is made once and kept, so it must not be one that suits only
 * the almost empty tables of a new installation.
 */
const forDriver = ({ options }: { readonly options: string }) => ({
  pipeline: true,
  options: `${options} -c enable_seqscan=off -c plan_cache_mode=force_generic_plan`,
})
