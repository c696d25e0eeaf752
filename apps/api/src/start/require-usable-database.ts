import { withClient } from '../lib/connection.ts'
import { StartError } from '../lib/start-error.ts'
import { findPoolerFault } from './find-pooler-fault.ts'

/** PostgreSQL's oldest major version that we run on. */
export const oldestVersion = 14

type Server = {
  number: string
  version: string
  encoding: string
  readOnly: string
  hasPublic: boolean
  /** Where somebody installed pg_trgm; null: nobody did, so we do. */
  trigramsIn: string | null
}

/** What makes a server unusable for us, whatever is stored in it; null: nothing. */
export async function findServerFault(
  query: (sql: string) => Promise<{ rows: Server[] }>,
): Promise<{ version: string; fault: string | null }> {
  const { rows } = await query(
    `SELECT current_setting('server_version_num') AS number,
       current_setting('server_version') AS version,
       current_setting('server_encoding') AS encoding,
       current_setting('transaction_read_only') AS "readOnly",
       EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public') AS "hasPublic",
       (SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'pg_trgm')
         AS "trigramsIn"`,
  )
  const [server] = rows
  const version = `PostgreSQL ${server?.version}`
  const major = Math.floor(Number(server?.number) / 10_000)
  if (major < oldestVersion) {
    return { version, fault: `${version} is too old. Rekey needs ${oldestVersion} or newer.` }
  }
  if (server?.encoding !== 'UTF8') {
    return {
      version,
      fault: `the database's encoding is ${server?.encoding}. Create it again with ENCODING 'UTF8'.`,
    }
  }
  if (server.readOnly === 'on') {
    return { version, fault: 'the server is read-only. Name the primary server.' }
  }
  return { version, fault: findSchemaFault(server) }
}

/** PostgreSQL always looks in the second one. */
const searched = new Set(['public', 'pg_catalog'])

function findSchemaFault({ hasPublic, trigramsIn }: Server): string | null {
  if (!hasPublic) {
    return 'the database has no schema public. Create it, with our user as its owner: CREATE SCHEMA public;'
  }
  // Some providers install it into a schema of their own, where we don't look.
  return trigramsIn === null || searched.has(trigramsIn)
    ? null
    : `pg_trgm is in the schema ${trigramsIn}. Move it: ALTER EXTENSION pg_trgm SET SCHEMA public;`
}

/** @throws StartError when the server can't hold our data */
export async function requireUsableDatabase(databaseUrl: string): Promise<void> {
  const { fault } = await withClient(
    databaseUrl,
    (client) => findServerFault((sql) => client.query(sql)),
    { connectionTimeoutMillis: 10_000 },
  )
  if (fault) throw new StartError(`DATABASE_URL: ${fault}`)
  const poolerFault = await findPoolerFault(databaseUrl)
  if (poolerFault) throw new StartError(`DATABASE_URL: ${poolerFault}`)
}
