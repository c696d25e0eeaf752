import { requestReset } from '@rekey/contracts/password-reset'
import pg from 'pg'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { findDatabaseUrl } from '../src/database-url.ts'
import { openDeps } from '../src/deps.ts'
import { createRegister } from '../src/http/register.ts'
import { readOrCreateKeys } from '../src/keys-file.ts'
import { createKeyring } from '../src/lib/keyring.ts'
import { createLog } from '../src/lib/log.ts'
import { onStop } from '../src/lib/on-stop.ts'

/**
 * For the bench: the server as it is, without pages, and beside its routes `POST /bare-inserts`,
 * which passes the same plugins and the same contract and does one INSERT by the driver. Its pool
 * has a connection for each client, so that it never waits for one.
 */
const connections = 32

const config = readConfig()
const log = createLog(config.logLevel)
const databaseUrl = await findDatabaseUrl(config)
const keys = createKeyring(await readOrCreateKeys(config))
const deps = await openDeps({ config, databaseUrl, keys, log })
const app = await buildApp(deps, { hasWeb: false })
const pool = new pg.Pool({ connectionString: databaseUrl, max: connections })
await pool.query(`CREATE TABLE IF NOT EXISTS bare_inserts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), username text NOT NULL, asked_at timestamptz NOT NULL,
  device text, ip text NOT NULL, request_id text NOT NULL)`)

/** Nobody signs in here. */
const noTokens = { issue: () => '', read: () => null }

const contract = { ...requestReset, name: 'bare-insert', path: '/bare-inserts' } as const
createRegister(
  app,
  deps,
  noTokens,
)(contract, async ({ body, device, ip, requestId }, { clock }) => {
  await pool.query(
    'INSERT INTO bare_inserts (username, asked_at, device, ip, request_id) VALUES ($1, $2, $3, $4, $5)',
    [body.username, clock.now(), device, ip, requestId],
  )
  return { status: 202, body: { status: 'accepted' as const, resendAfterSeconds: 60 } }
})

await app.listen({ port: config.port, host: config.host })
onStop(
  async () => {
    await app.close()
    await pool.end()
    await deps.close()
  },
  (err) => log.error({ err }, 'The server could not shut down cleanly'),
)
console.log('The bench server listens')
