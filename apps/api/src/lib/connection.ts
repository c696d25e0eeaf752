import { Socket } from 'node:net'

/**
 * What our statements and the driver's parsers rely on. Sent with the start of each connection, it
 * outranks ALTER ROLE … SET and ALTER DATABASE … SET (PostgreSQL manual, 20.1.3), so nothing that an
 * operator set there for other programs changes what we read or write.
 */
const sessionSettings: Readonly<Record<string, string>> = {
  // Prisma's adapter reads timestamptz as if it were written in UTC, whatever the server's zone.
  TimeZone: 'UTC',
  DateStyle: 'ISO,MDY',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  search_path: 'public',
  standard_conforming_strings: 'on',
  default_transaction_read_only: 'off',
  default_transaction_isolation: 'read\\ committed',
  transform_null_equals: 'off',
  // Imports, migrations and the nightly clean-up may take their time.
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
}

const ourOptions = Object.entries(sessionSettings)
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ')

/** For a client, for a pool, and for pg-boss. */
export type Connection = {
  readonly connectionString: string
  readonly options: string
  readonly keepAlive: true
  readonly stream?: () => Socket
}

/**
 * How every connection of ours to PostgreSQL is made.
 * @param url a postgres:// URL; options that it brings come first, so that ours count
 * @param sockets gets the connection's socket while it is open, for those who watch it
 */
export function connectionTo(url: string, sockets?: Set<Socket>): Connection {
  const given = new URL(url)
  const options = given.searchParams.get('options')
  given.searchParams.delete('options')
  return {
    connectionString: given.href,
    options: options ? `${options} ${ourOptions}` : ourOptions,
    keepAlive: true,
    ...(sockets && { stream: () => openSocket(sockets) }),
  }
}

function openSocket(sockets: Set<Socket>): Socket {
  const socket = new Socket()
  sockets.add(socket)
  socket.once('close', () => sockets.delete(socket))
  return socket
}
