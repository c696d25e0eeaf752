import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../../api/testing/free-port.ts'
import { requireProgram } from '../../api/testing/system-program.ts'
import { monitoring } from './read-monitoring.ts'

type Prometheus = {
  /** How many series a query finds. */
  count(query: string): Promise<number>
  /** The rules whose evaluation failed, as sentences. */
  faults(): Promise<string[]>
  stop(): Promise<void>
}

type Found = { data: { result: unknown[] }; error?: string }
type Rules = {
  data: { groups: { rules: { name: string; health: string; lastError?: string }[] }[] }
}

/** A Prometheus with the configuration of this folder, which asks these servers each second. */
export async function startPrometheus(targets: string[], token: string): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-prometheus-'))
  await cp(monitoring, folder, { recursive: true })
  await writeFile(join(folder, 'token'), token)
  const config = (await readFile(join(folder, 'prometheus.yaml'), 'utf8'))
    .replaceAll('/etc/prometheus/rekey-token', join(folder, 'token'))
    .replace(/targets: .*/, `targets: ${JSON.stringify(targets)}`)
    .replace('15s', '1s')
  await writeFile(join(folder, 'prometheus.yaml'), `global: { evaluation_interval: 1s }\n${config}`)
  const port = await findFreePort()
  const child = spawn(
    requireProgram('prometheus'),
    [
      `--config.file=${join(folder, 'prometheus.yaml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  )
  const ask = async (path: string) =>
    (await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)).json()
  return {
    async count(query) {
      const found = (await ask(`query?query=${encodeURIComponent(query)}`)) as Found
      const { data, error } = found
      if (error) throw new Error(`${query}: ${error}`)
      return data.result.length
    },
    async faults() {
      const { data } = (await ask('rules')) as Rules
      return data.groups
        .flatMap(({ rules }) => rules)
        .filter(({ health }) => health !== 'ok')
        .map(({ name, health, lastError }) => `${name}: ${health} ${lastError}`)
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true })
    },
  }
}
