import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

const shortestWait = 500
const longestWait = 30_000
/**
 * If a child ran this long, its crash has a new cause, so the waits start again at the shortest.
 */
const healthyAfter = 60_000

type KeptRunning = {
  /** Tells the child something, if one runs. */
  tell(message: string): void
  close(): Promise<void>
}

/**
 * Runs a module as a child process and restarts it, after growing waits, whenever it exits. The
 * child exits when our end of its channel closes, so none outlives us.
 */
export function keepRunning(
  module: string,
  env: NodeJS.ProcessEnv,
  onDeath: (code: number | null) => void,
): KeptRunning {
  const stopping = new AbortController()
  let child: ChildProcess | null = null
  const loop = async () => {
    let wait = shortestWait
    while (!stopping.signal.aborted) {
      const startedAt = performance.now()
      child = fork(module, { env, execArgv: process.execArgv })
      const code = await new Promise<number | null>((resolve) => child?.once('exit', resolve))
      if (stopping.signal.aborted) return
      onDeath(code)
      wait =
        performance.now() - startedAt > healthyAfter
          ? shortestWait
          : Math.min(wait * 2, longestWait)
      await delay(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = loop()
  return {
    tell(message) {
      // The channel may close at any moment, and the next child hears the next message.
      if (child?.connected) child.send(message, () => {})
    },
    async close() {
      stopping.abort()
      child?.kill('SIGTERM')
      await running
    },
  }
}
