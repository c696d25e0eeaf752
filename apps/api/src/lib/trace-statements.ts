import { AsyncResource } from 'node:async_hooks'
import type pg from 'pg'
import { errorType, type OpenSpan, type Tracing } from './tracing.ts'

type Callback = (...given: unknown[]) => void

/**
 * One span for each statement of a request, job or mail, named by its operation. Neither its text
 * nor its parameters are told. Statements that the process sends by itself have none, since they
 * would fill the traces. COPY streams have none either.
 */
export function traceStatements(pool: pg.Pool, tracing: Tracing) {
  // Without this, who had to wait for a connection would go on in the trace of its last user.
  pool.connect = new Proxy(pool.connect, {
    apply: (connect, self, [done]: [Callback?]) =>
      Reflect.apply(connect, self, done ? [AsyncResource.bind(done)] : []),
  })
  pool.on('connect', (client) => {
    client.query = new Proxy(client.query, {
      apply(query, self, given: unknown[]) {
        const operation = tracing.isRunning() ? operationOf(given[0]) : null
        if (operation === null) return Reflect.apply(query, self, given)
        return whileOpen(begin(tracing, operation), given, (all) => Reflect.apply(query, self, all))
      },
    })
  })
}

const begin = (tracing: Tracing, operation: string) =>
  tracing.begin(operation, {
    kind: 'client',
    facts: { 'db.system.name': 'postgresql', 'db.operation.name': operation },
  })

/** Ends the span when the statement has its answer, which comes to a callback or by a promise. */
function whileOpen(span: OpenSpan, given: unknown[], query: (given: unknown[]) => unknown) {
  const end = (error: unknown) => {
    if (error) span.fail(errorType(error))
    span.end()
  }
  const callback = given.at(-1)
  if (typeof callback === 'function') {
    const told: Callback = (error, ...rest) => {
      end(error)
      callback(error, ...rest)
    }
    return query([...given.slice(0, -1), told])
  }
  const answer = query(given)
  if (answer instanceof Promise) answer.then(() => end(null), end)
  else end(null)
  return answer
}

const operations =
  /^\s*(SELECT|INSERT|UPDATE|DELETE|MERGE|WITH|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|LOCK|SET)\b/i

/** Null: it isn't plain SQL. */
function operationOf(statement: unknown): string | null {
  if (typeof statement === 'string')
    return operations.exec(statement)?.[1]?.toUpperCase() ?? 'OTHER'
  const isPlain = typeof statement === 'object' && statement !== null && 'text' in statement
  return isPlain && !('submit' in statement) ? operationOf(statement.text) : null
}
