import type { Config } from '../config.ts'

/**
 * Why server, worker or command could not start or go on: a sentence that names the setting and
 * says what to do. The stack is shown beside it only where LOG_LEVEL asks for details.
 * @param config null: the fault came before the environment was read
 */
export function explainFault(error: unknown, config: Config | null): string {
  if (!(error instanceof Error)) return `Rekey can't continue: ${String(error)}`
  const known = isSentence(error) ? error.message : config && explainChain(error, config)
  const hasDetails = config?.logLevel === 'debug' || config?.logLevel === 'trace'
  if (known) return hasDetails ? `${known}\n${error.stack}` : known
  const stack = hasDetails ? `\n${error.stack}` : ' Set LOG_LEVEL=debug to see where.'
  return `Rekey can't continue: ${withStop(error.message || error.name)}${stack}`
}

/** Errors that we throw for the operator: their message is the whole sentence. */
const sentences = new Set([
  'ConfigError',
  'EmbeddedDatabaseError',
  'CommandError',
  'ImportFileError',
  'StartError',
])
const isSentence = ({ name }: Error) => sentences.has(name)

type Coded = Error & {
  code?: unknown
  syscall?: unknown
  path?: unknown
  hostname?: unknown
  errors?: unknown
}

/** The code often lies in the cause: of a migration that failed, of Prisma's error. */
function explainChain(error: Error, config: Config): string | null {
  const explained = explainCode(error, config)
  if (explained) return explained
  return error.cause instanceof Error ? explainChain(error.cause, config) : null
}

function explainCode(error: Coded, config: Config): string | null {
  // A host with several addresses: each one's error is in the list.
  const [first] = Array.isArray(error.errors) ? error.errors : []
  if (first instanceof Error) return explainCode(first, config)
  if (error.syscall === 'listen' || isOwnHost(error, config)) return explainListening(error, config)
  if (typeof error.path === 'string') return explainFile(error, error.path, config)
  return config.databaseUrl ? explainDatabase(error, new URL(config.databaseUrl)) : null
}

const isOwnHost = ({ syscall, hostname }: Coded, { host }: Config) =>
  syscall === 'getaddrinfo' && hostname === host

function explainListening({ code, message }: Coded, { host, port }: Config): string {
  if (code === 'EADDRINUSE') {
    return `PORT: another program already listens on ${host}:${port}. Stop it, or set another PORT.`
  }
  if (code === 'EACCES') {
    return `PORT: this user has no permission to listen on ${port}. Set a PORT of 1024 or higher.`
  }
  return `HOST: this machine can't listen on ${host} (${message}). Set HOST to one of its addresses.`
}

const fileFaults: Record<string, string> = {
  EACCES: 'this user has no permission to read and write it',
  EPERM: 'this user has no permission to read and write it',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of the path is a file, not a folder',
  EEXIST: 'part of the path is a file, not a folder',
  EISDIR: 'it is a folder, but should be a file',
}

function explainFile({ code, message }: Coded, path: string, { dataDir }: Config): string | null {
  const fault = typeof code === 'string' ? fileFaults[code] : undefined
  if (!fault) return null
  return `DATA_DIR: ${dataDir} can't be used: ${fault} (${path}). Fix that, or set another DATA_DIR. ${withStop(message)}`
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
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted,
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

function explainDatabase({ code, message }: Coded, url: URL): string | null {
  const byCode = typeof code === 'string' ? databaseFaults[code] : undefined
  const explain = byCode ?? databaseWords.find(([words]) => words.test(message))?.[1]
  return explain ? `DATABASE_URL: ${explain(url)} (${message})` : null
}

const withStop = (sentence: string) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)
