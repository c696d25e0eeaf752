/** The fields of errors of Node, its sockets, files and the driver. */
export type Coded = Error & {
  code?: unknown
  syscall?: unknown
  path?: unknown
  address?: unknown
  hostname?: unknown
  errors?: unknown
}

/** SQLSTATE (PostgreSQL manual, appendix A), Node's socket and TLS codes. */
const databaseFaults: Record<string, (url: URL) => string> = {
  ECONNREFUSED: ({ host }) =>
    `nothing is listening at ${host}. Start PostgreSQL there, or correct the address.`,
  ENOTFOUND: ({ hostname }) => `the host name ${hostname} is unknown. Correct it.`,
  EAI_AGAIN: ({ hostname }) => `the host name ${hostname} can't be looked up now. Check DNS.`,
  ETIMEDOUT: ({ host }) => `${host} does not answer. Check the address and the firewall.`,
  EHOSTUNREACH: ({ host }) => `${host} can't be reached. Check the address and the network.`,
  ENETUNREACH: ({ host }) => `${host} can't be reached. Check the address and the network.`,
  ECONNRESET: ended,
  '28P01': ({ username }) =>
    `PostgreSQL refuses the password of ${decodeURIComponent(username)}. Correct it.`,
  '28000': ({ username }) =>
    `PostgreSQL does not let ${decodeURIComponent(username)} in. Check the user and pg_hba.conf.`,
  '3D000': ({ pathname }) =>
    `there is no database ${pathname.slice(1)}. Create it, or correct the name.`,
  '42501': ({ username }) =>
    `${decodeURIComponent(username)} lacks a permission. Make that user the owner of the database, of its schema public and of its tables.`,
  '0A000': ({ host }) =>
    `PostgreSQL at ${host} lacks a module. Install its contrib package, which contains pg_trgm.`,
  '58P01': ({ host }) =>
    `PostgreSQL at ${host} lacks a module. Install its contrib package, which contains pg_trgm.`,
  '25006': ({ host }) => `the server at ${host} is read-only. Name the primary server.`,
  '57P01': ended,
  '57P02': ended,
  '57P03': ({ host }) => `PostgreSQL at ${host} is starting or stopping. Try again.`,
  '53300': ({ host }) =>
    `PostgreSQL at ${host} has no free connections. Raise its max_connections.`,
  '53100': ({ host }) => `the disk of PostgreSQL at ${host} is full. Free up space.`,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ host }) =>
    `the certificate at ${host} is for another host name. Use a name that it contains.`,
}

function ended({ host }: URL) {
  return `${host} ended the connection. If PostgreSQL listens there, its log says why. Try again.`
}

function untrusted({ host }: URL) {
  return `the certificate of ${host} is not trusted. Name its CA with sslrootcert=, or renew it.`
}

/** What the driver says without a code. */
const databaseWords: readonly [RegExp, (url: URL) => string][] = [
  [
    /unsupported startup parameter/,
    ({ host }) =>
      `the pooler at ${host} refuses the settings of connections. With PgBouncer, set ignore_startup_parameters = options, and pool_mode = session.`,
  ],
  [
    /und-x-icu/,
    ({ host }) =>
      `PostgreSQL at ${host} was built without ICU, which orders names. Use a build with it.`,
  ],
  [
    /PEM routines|key values mismatch/,
    () =>
      "a file of sslrootcert=, sslcert= or sslkey= isn't PEM, or key and certificate don't belong together. Correct them.",
  ],
  [/Connection terminated unexpectedly/, ended],
  [/timeout/i, ({ host }) => `${host} does not answer. Check the address and the firewall.`],
  [
    /does not support SSL/,
    ({ host }) => `${host} does not support TLS. Remove sslmode=, or switch ssl on there.`,
  ],
  [
    /password must be a string/,
    () => 'it contains no password, but PostgreSQL asks for one. Add it.',
  ],
]

/** Why PostgreSQL can't be used, and what to do about it; null: the fault isn't known. */
export function explainDatabase(error: Coded, url: URL): string | null {
  const { code, message } = error
  const atSocket = explainSocket(error)
  if (atSocket) return atSocket
  const byCode = typeof code === 'string' ? databaseFaults[code] : undefined
  const explain = byCode ?? databaseWords.find(([words]) => words.test(message))?.[1]
  return explain ? `DATABASE_URL: ${explain(url)} (${message})` : null
}

/** A certificate or a key that the URL names. */
export const isTlsFile = (path: string, { searchParams }: URL) =>
  ['sslrootcert', 'sslcert', 'sslkey'].some((name) => searchParams.get(name) === path)

/** PostgreSQL's socket in a folder, in place of a host. */
function explainSocket({ syscall, address, code, message }: Coded): string | null {
  if (syscall !== 'connect' || typeof address !== 'string' || !address.startsWith('/')) return null
  return code === 'EACCES'
    ? `DATABASE_URL: this user has no permission to use the socket ${address}. (${message})`
    : `DATABASE_URL: nothing is listening at the socket ${address}. Start PostgreSQL there, or correct host=. (${message})`
}
