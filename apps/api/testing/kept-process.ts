import { setTimeout as delay } from 'node:timers/promises'
import { findFreePort } from './free-port.ts'
import { type ServiceEnv, type ServiceProcess, spawnService } from './service-process.ts'

type KeptProcess = {
  readonly url: string
  /** How often it was started. */
  readonly starts: number
  /** Of processes that ended by themselves after they had been up: their last lines. */
  readonly crashes: readonly string[]
  /** `kill -9`; it is started again at once. */
  kill(): void
  stop(): Promise<void>
}

const upWords = { server: 'Rekey is running', worker: 'The worker takes jobs' }

/** Starts a server or worker again whenever it ends, as systemd and Kubernetes do. */
export async function keepProcess(
  which: 'server' | 'worker',
  given: ServiceEnv,
): Promise<KeptProcess> {
  const env = { ...given, PORT: given.PORT ?? String(await findFreePort()) }
  const crashes: string[] = []
  const killed = new WeakSet<ServiceProcess>()
  let isStopping = false
  let starts = 1
  let current = await spawnService(env, which)
  await current.prints(upWords[which])

  const note = ({ printed }: ServiceProcess, code: number | null) => {
    const wasUp = printed.some((line) => line.includes(upWords[which]))
    if (wasUp) crashes.push([`exit code ${code}`, ...printed.slice(-5)].join('\n'))
  }
  const keeping = (async () => {
    while (!isStopping) {
      const { code } = await current.ended
      if (isStopping) return
      if (!killed.has(current)) note(current, code)
      await delay(500)
      if (isStopping) return
      starts += 1
      current = await spawnService(env, which)
    }
  })()

  return {
    url: current.url,
    crashes,
    get starts() {
      return starts
    },
    kill() {
      killed.add(current)
      current.kill('SIGKILL')
    },
    async stop() {
      isStopping = true
      await current.stop()
      await keeping
    },
  }
}
