import type { Deps } from '../deps.ts'
import { asDatabase, type Transaction } from '../lib/database.ts'

/** The same parts, but everything that they write is committed with this transaction. */
export const within = (tx: Transaction, deps: Deps): Deps => ({
  ...deps,
  db: asDatabase(tx),
  driver: asDatabase(tx),
  jobs: deps.jobs.within(tx),
})
