import { findEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import type { Config } from './config.ts'
import { StartError } from './lib/start-error.ts'

/**
 * The address of the database that runs: DATABASE_URL, or the embedded one that `start` brought up.
 * @throws StartError when there is none
 */
export async function findDatabaseUrl(config: Config): Promise<string> {
  const url = config.databaseUrl ?? (await findEmbeddedDatabase(config.dataDir))
  if (url) return url
  throw new StartError(
    `No database is running for DATA_DIR ${config.dataDir}. Start the server first, or set DATABASE_URL.`,
  )
}
