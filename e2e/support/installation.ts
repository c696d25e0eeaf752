import { execFile } from 'node:child_process'
import { mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { homeFor } from '@rekey/embedded-database/create-cluster'
import { findDatabaseRecord, saveDatabaseRecord } from '@rekey/embedded-database/database-record'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { childEnvironment } from '../../apps/api/testing/child-environment.ts'
import { type ServiceProcess, startService } from '../../apps/api/testing/service-process.ts'

const cli = fileURLToPath(new URL('../../apps/api/src/cli.ts', import.meta.url))

/** Rekey as somebody installs it: server and worker processes, database, operator's commands. */
export type Installation = {
  readonly url: string
  readonly dataDir: string
  /** What the server has printed so far, line by line. */
  readonly printed: readonly string[]
  /**
   * Runs `rekey …` beside the server. @returns what it printed @throws when it ends with a fault
   */
  rekey(...args: string[]): Promise<string>
  /** SIGTERM. @throws unless it ended in order and logged no error */
  stop(): Promise<void>
  /** Stops it; then everything of it is deleted. */
  remove(): Promise<void>
}

/** Starts an installation of its own in a temporary folder, on a free port. */
export async function install(settings: Record<string, string> = {}): Promise<Installation> {
  return startIn(await makeDataDir(), settings)
}

/** Starts a copy of a stopped installation: the same people, on a database of its own. */
export async function installCopy(
  original: string,
  settings: Record<string, string>,
): Promise<Installation> {
  const record = await findDatabaseRecord(original)
  if (!record) throw new Error(`There is no database in ${original}`)
  const dataDir = await makeDataDir()
  await copy(`${original}/.`, dataDir)
  const home = await homeFor(dataDir)
  // As root, the database lies outside of the folder.
  if (!record.home.startsWith(original)) await copy(record.home, home)
  // Without a remembered port, copies that start at once don't try the same one.
  await saveDatabaseRecord(dataDir, { ...record, home, port: 0 })
  return startIn(dataDir, settings)
}

const makeDataDir = async () => realpath(await mkdtemp(join(tmpdir(), 'rekey-e2e-')))

/** Keeps owners, which Node's own copy doesn't: PostgreSQL refuses the files of another account. */
const copy = (from: string, to: string) => promisify(execFile)('cp', ['-a', from, to])

async function startIn(dataDir: string, settings: Record<string, string>): Promise<Installation> {
  const environment = { ...settings, DATA_DIR: dataDir, LOG_LEVEL: 'info' }
  const server = await startService(environment).catch(async (error: unknown) => {
    await removeEmbeddedDatabase(dataDir)
    throw error
  })
  const stop = async () => {
    const { code } = await server.stop()
    const errors = errorsOf(server)
    if (code !== 0 || errors.length > 0) {
      throw new Error(`The server ended with ${code}, and logged:\n${errors.join('\n')}`)
    }
  }
  return {
    url: server.url,
    dataDir,
    printed: server.printed,
    async rekey(...args) {
      const env = { ...childEnvironment, ...environment }
      const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], { env })
      return stdout
    },
    stop,
    remove: () => stop().finally(() => removeEmbeddedDatabase(dataDir)),
  }
}

/** Log lines from level error up: nothing that a journey does may make one. */
const errorsOf = ({ printed }: ServiceProcess) =>
  printed.filter((line) => Number(/^\{"level":(\d+)/.exec(line)?.[1] ?? 0) >= 50)
