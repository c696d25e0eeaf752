import { type ChildProcess, fork, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from './child-environment.ts'
import { findFreePort } from './free-port.ts'

/** `bench`: the server with a route to compare it with. */
const modules = {
  server: fileURLToPath(new URL('../src/server.ts', import.meta.url)),
  worker: fileURLToPath(new URL('../src/worker.ts', import.meta.url)),
  bench: fileURLToPath(new URL('../bench/bench-server.ts', import.meta.url)),
}

type Which = keyof typeof modules

/** What its process prints when it does its work. */
const isUp: Record<Which, string> = {
  server: 'Rekey is running',
  worker: 'The worker takes jobs',
  bench: 'The bench server listens',
}

type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** A server or a worker as a process of its own, as an operator runs it. */
export type ServiceProcess = {
  readonly url: string
  readonly pid: number
  /** Every line so far, on either channel, its worker's among them. */
  readonly printed: readonly string[]
  readonly ended: Promise<Ended>
  /** Resolves as soon as a line that holds this was printed, now or before. @throws when it ends */
  prints(words: string, nth?: number): Promise<string>
  kill(signal: NodeJS.Signals): void
  /** SIGTERM, as `docker stop` and systemd send it. */
  stop(): Promise<Ended>
  [Symbol.asyncDispose](): Promise<void>
}

export type ServiceEnv = { readonly DATA_DIR: string } & Readonly<Record<string, string>>

/** Starts one without waiting: for those that are to fail. */
export async function spawnService(
  env: ServiceEnv,
  which: Which = 'server',
): Promise<ServiceProcess> {
  const port = env.PORT ?? String(await findFreePort())
  const child = spawn(process.execPath, [modules[which]], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...childEnvironment, ...quiet, ...env, PORT: port },
  })
  const printed: string[] = []
  const watchers = new Set<() => void>()
  const told = () => {
    for (const look of watchers) look()
  }
  for (const channel of [child.stdout, child.stderr]) {
    createInterface(channel).on('line', (line) => {
      printed.push(line)
      told()
    })
  }
  const { promise: ended, resolve: end } = Promise.withResolvers<Ended>()
  child.once('exit', (code, signal) => end({ code, signal }))
  const kill = (signal: NodeJS.Signals) => void child.kill(signal)
  const stop = () => {
    kill('SIGTERM')
    return ended
  }
  return {
    url: `http://localhost:${port}`,
    pid: child.pid ?? 0,
    printed,
    ended,
    kill,
    prints(words, nth = 1) {
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      const look = () => {
        const line = printed.filter((each) => each.includes(words))[nth - 1]
        if (line !== undefined) resolve(line)
      }
      watchers.add(look)
      look()
      void ended.then(() => reject(new Error(`It ended before "${words}":\n${printed.join('\n')}`)))
      return promise.finally(() => watchers.delete(look))
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop()
    },
  }
}

/** Starts one, and waits until it does its work. */
export async function startService(
  env: ServiceEnv,
  which: Which = 'server',
): Promise<ServiceProcess> {
  const service = await spawnService(env, which)
  await service.prints(isUp[which])
  return service
}

/** A module as a process that answers by messages, without our own environment. */
export function forkWith(env: ServiceEnv, module: URL, args: readonly string[] = []): ChildProcess {
  return fork(module, args, { env: { ...childEnvironment, ...env } })
}

/**
 * A command in a folder, in a group of its own, which Ctrl-C in a terminal would reach as a whole.
 * It inherits nothing of what pnpm tells our own scripts.
 */
export function spawnIn(folder: string, env: Record<string, string>, command: string[]) {
  const [program = '', ...args] = command
  return spawn(program, args, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...environmentOutsidePnpm(), ...env },
  })
}

const environmentOutsidePnpm = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name)))

/** Settings under which nothing slows a burst, and no demo account takes time to hash. */
const quiet = { DEMO_DATA: 'off', IP_RATE_LIMITS: 'off' }

/** The process of the worker that a server spawned, as its log names it; the nth one it had. */
export async function workerPidOf(server: ServiceProcess, nth = 1): Promise<number> {
  const line = await server.prints(isUp.worker, nth)
  return (JSON.parse(line) as { pid: number }).pid
}
