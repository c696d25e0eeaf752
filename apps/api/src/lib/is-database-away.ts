/**
 * SQLSTATE classes and codes: lost connection, shutting down or starting, out of connections, disk
 * or memory, and a server that only reads (a standby after a failover).
 */
const awayStates = /^(08...|57P0[1235]|53...|25006)$/
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
/** Prisma's: not reachable, timed out, closed, no connection free, no transaction begun in time. */
const awayPrisma = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'])
const awayKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'TooManyConnections',
  'SocketTimeout',
])
/** What the driver says without a code. */
const awayWords = /^(Connection terminated|timeout exceeded when trying to connect|Client has enco)/

/**
 * Whether an error of the driver, or of Prisma around it, says that the database is away for the
 * moment: down, restarting, or out of connections. What was asked is sound and may be asked again.
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
