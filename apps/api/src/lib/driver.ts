import pg from 'pg'
import { Prisma } from '../generated/prisma/client.ts'
import { nameStatements } from './name-statements.ts'
import type { Driver, Statements } from './statements.ts'

/** Gives what Prisma gives: a 64-bit number as a bigint, and everything else as the driver does. */
const types = {
  getTypeParser: ((oid, format) =>
    oid === pg.types.builtins.INT8
      ? BigInt
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** A lost connection fails the statement that uses it; as an event it must not end the process. */
const ignore = () => {}

/**
 * Runs the same statements as Prisma's client, by the driver itself. Each has a name from its first
 * use, so the database parses and plans it once for each connection.
 */
export function openDriver(pool: pg.Pool): Driver {
  const nameOf = nameStatements({ prefix: 'driver', frequent: 1 })
  const runOn =
    (on: Pick<pg.ClientBase, 'query'>): Run =>
    (text, values) =>
      on.query({ name: nameOf({ sql: text }), text, values, types })
  return {
    ...toStatements(runOn(pool)),
    async $transaction(act) {
      const client = await pool.connect()
      client.on('error', ignore)
      const release = (isLost = false) => {
        client.off('error', ignore)
        client.release(isLost)
      }
      try {
        const { tx, end } = begin(client, runOn(client))
        const result = await act(tx).finally(end)
        await client.query('COMMIT')
        release()
        return result
      } catch (error) {
        // A connection that can't go back to where it was is not used again.
        await client.query('ROLLBACK').then(
          () => release(),
          () => release(true),
        )
        throw error
      }
    },
  }
}

/** Runs statements on one connection, within the transaction that is open on it. */
export const statementsOn = (client: Pick<pg.ClientBase, 'query'>): Statements =>
  toStatements((text, values) => client.query({ text, values, types }))

/** A statement that comes too late must not become part of what the connection does next. */
function begin(client: pg.ClientBase, run: Run): { tx: Statements; end: () => void } {
  const begun = client.query('BEGIN')
  begun.catch(ignore)
  let isOver = false
  const tx = toStatements(async (text, values) => {
    if (isOver) throw new Error('The transaction is over')
    const [answer] = await Promise.all([run(text, values), begun])
    return answer
  })
  const end = () => {
    isOver = true
  }
  return { tx, end }
}

/** The caller says which rows its statement gives, as with Prisma's client. */
type Answer = { readonly rows: unknown; readonly rowCount: number | null }
type Run = (text: string, values: unknown[]) => Promise<Answer>

function toStatements(run: Run): Statements {
  const send = (query: TemplateStringsArray | Prisma.Sql, given: readonly unknown[]) => {
    const { text, values } = 'raw' in query ? Prisma.sql(query, ...given) : query
    return run(text, values)
  }
  return {
    $queryRaw: async <Rows>(query: TemplateStringsArray | Prisma.Sql, ...given: unknown[]) =>
      (await send(query, given)).rows as Rows,
    $executeRaw: async (query, ...given) => (await send(query, given)).rowCount ?? 0,
    $queryRawUnsafe: async <Rows>(text: string, ...values: unknown[]) =>
      (await run(text, values)).rows as Rows,
  }
}
