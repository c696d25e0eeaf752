/**
 * SQLSTATE classes and codes: lost connection, shutting down or starting, out of connections, disk
 * or memory, and a read-only server (a standby after a failover). Also a refused sign-in and a
 * database that is gone: an operator has changed the password, or is restoring the database.
 */
const awayStates = /^(08...|28...|3D000|57P0[1235]|53...|25006)$/
const awaySockets = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/**
 * Prisma's codes: not reachable, timed out, closed, no free connection, no transaction begun in
 * time, sign-in refused, no such database.
 */
const awayPrisma = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1017',
  'P2024',
  'P2028',
])
const awayKinds = new Set([
  'AuthenticationFailed',
  'DatabaseAccessDenied',
  'DatabaseDoesNotExist',
  'DatabaseNotReachable',
  'ConnectionClosed',
  'TooManyConnections',
  'SocketTimeout',
])
/**
 * Messages of the driver that come without a code, or whose code alone may mean a file: a server
 * that is down has no socket in its folder.
 */
const awayWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has enco)|\bconnect ENOENT\b/

/**
 * Whether an error of the driver, or of Prisma around it, says that the database is unavailable for
 * the moment: down, restarting, or out of connections. The request itself is valid and may be
 * repeated.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, kind, message, meta, cause } = error as Record<string, unknown>
  return (
    (typeof code === 'string' &&
      (awayStates.test(code) || awaySockets.has(code) || awayPrisma.has(code))) ||
    (typeof kind === 'string' && awayKinds.has(kind)) ||
    (typeof message === 'string' && awayWords.test(message)) ||
    isDatabaseAway(cause) ||
    isDatabaseAway((meta as Record<string, unknown> | undefined)?.driverAdapterError)
  )
}
