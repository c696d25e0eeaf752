import { Socket } from 'node:net'
import pg from 'pg'

/**
 * The settings on which our statements and the driver's parsers rely. They are sent when a
 * connection starts and override ALTER ROLE … SET and ALTER DATABASE … SET (PostgreSQL manual,
 * 20.1.3). So settings that an operator made for other programs don't change what we read or write.
 */
export const sessionSettings: Readonly<Record<string, string>> = {
  // Prisma's adapter reads every timestamptz as UTC, whatever the server's time zone is.
  TimeZone: 'UTC',
  DateStyle: 'ISO,MDY',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  search_path: 'public',
  standard_conforming_strings: 'on',
  default_transaction_read_only: 'off',
  default_transaction_isolation: 'read\\ committed',
  transform_null_equals: 'off',
  // Imports, migrations and the nightly clean-up may take long.
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
}

/** The driver would take these from the URL, and they would come before our settings. */
const ownParameters = ['options', 'query_timeout', ...Object.keys(sessionSettings)]

const ourOptions = Object.entries(sessionSettings)
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ')

/** For a client, for a pool, and for pg-boss. */
type Connection = {
  readonly connectionString: string
  readonly options: string
  readonly keepAlive: true
  readonly stream?: () => Socket
}

/**
 * The options for every connection of ours to PostgreSQL.
 * @param url a postgres:// URL; its own options come first, so that ours win
 * @param watching each contains the connection's socket while it is open, for code that watches it
 */
export function connectionTo(
  url: string,
  ...watching: readonly (Set<Socket> | undefined)[]
): Connection {
  const given = new URL(url)
  const options = given.searchParams.get('options')
  for (const name of ownParameters) given.searchParams.delete(name)
  nameTlsMode(given.searchParams)
  return {
    connectionString: given.href,
    options: options ? `${options} ${ourOptions}` : ourOptions,
    keepAlive: true,
    ...(watching.some(Boolean) && { stream: () => openSocket(watching) }),
  }
}

/**
 * The driver checks certificate and host name in each of these modes. It warns at each start that
 * its next version will check less, so we name the mode that stays. `system` is a word of libpq for
 * the authorities that a program trusts anyway.
 */
function nameTlsMode(parameters: URLSearchParams) {
  const mode = parameters.get('sslmode')
  const isSystem = parameters.get('sslrootcert') === 'system'
  if (isSystem) parameters.delete('sslrootcert')
  const isWeaker = parameters.get('uselibpqcompat') === 'true' && !isSystem
  if (isWeaker || (mode === null && !isSystem)) return
  if (mode === null || weakNames.has(mode)) parameters.set('sslmode', 'verify-full')
}

const weakNames = new Set(['prefer', 'require', 'verify-ca'])

function openSocket(watching: readonly (Set<Socket> | undefined)[]): Socket {
  const socket = new Socket()
  for (const sockets of watching) {
    sockets?.add(socket)
    socket.once('close', () => sockets?.delete(socket))
  }
  return socket
}

/**
 * Works on a connection of its own, which ends with the work. A lost one fails its statement.
 * Migrations, backups and restores are long transactions.
 */
export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
  options: Pick<pg.ClientConfig, 'connectionTimeoutMillis'> = {},
): Promise<Result> {
  const client = new pg.Client({ ...connectionTo(url), ...options })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(allowLongTransactions)
    return await work(client)
  } finally {
    await client.end()
  }
}

/** PostgreSQL 17 or newer has this setting, and an older one refuses a connection that names it. */
const allowLongTransactions = `
  SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'transaction_timeout'`
