import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
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
  /** Runs `rekey …` beside the server. @returns what it printed @throws when it ends with a fault */
  rekey(...args: string[]): Promise<string>
  /** SIGTERM; then everything of it is deleted. @throws unless it ended in order and logged no error */
  remove(): Promise<void>
}

/** Starts an installation of its own in a temporary folder, on a free port. */
export async function install(settings: Record<string, string> = {}): Promise<Installation> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-e2e-'))
  const environment = { ...settings, DATA_DIR: dataDir, LOG_LEVEL: 'info' }
  const server = await startService(environment).catch(async (error: unknown) => {
    await removeEmbeddedDatabase(dataDir)
    throw error
  })
  return {
    url: server.url,
    dataDir,
    printed: server.printed,
    async rekey(...args) {
      const env = { ...childEnvironment, ...environment }
      const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], { env })
      return stdout
    },
    async remove() {
      const { code } = await server.stop()
      await removeEmbeddedDatabase(dataDir)
      const errors = errorsOf(server)
      if (code !== 0 || errors.length > 0) {
        throw new Error(`The server ended with ${code}, and logged:\n${errors.join('\n')}`)
      }
    },
  }
}

/** Log lines from level error up: nothing that a journey does may make one. */
const errorsOf = ({ printed }: ServiceProcess) =>
  printed.filter((line) => Number(/^\{"level":(\d+)/.exec(line)?.[1] ?? 0) >= 50)
