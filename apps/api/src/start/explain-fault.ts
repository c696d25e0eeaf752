import type { Config } from '../config.ts'
import { readFault } from '../lib/read-fault.ts'
import { type Coded, explainDatabase, isTlsFile } from './explain-database.ts'

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
  const databaseUrl = config.databaseUrl ? new URL(config.databaseUrl) : null
  if (typeof error.path === 'string') {
    return databaseUrl && isTlsFile(error.path, databaseUrl)
      ? `DATABASE_URL: ${error.path} can't be used: ${readFault(error)}. Correct its path or its permissions.`
      : explainFile(error, error.path, config)
  }
  return databaseUrl && explainDatabase(error, databaseUrl)
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

const withStop = (sentence: string) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)
