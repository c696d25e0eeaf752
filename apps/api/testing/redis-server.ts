import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { findFreePort } from './free-port.ts'
import { findOnPath } from './system-program.ts'

export type RedisServer = {
  readonly url: string
  /** Does nothing if it already runs. */
  start(): Promise<void>
  /** At once, as if its machine had died. */
  stop(): Promise<void>
  /** Sends the running server a signal: SIGSTOP makes it hang. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
}

/** `REDIS_SERVER_PATH`, else the machine's own; Valkey is its successor on some systems. */
export const findRedisServer = (): string | null =>
  process.env.REDIS_SERVER_PATH || findOnPath(['redis-server', 'valkey-server'])

/** @throws a sentence that says what to do */
export function requireRedisServer(): string {
  const path = findRedisServer()
  if (path) return path
  throw new Error(
    'The tests of shared limits need Redis, and it could not be installed: install it ' +
      '(Debian: `apt-get install redis-server`, macOS: `brew install redis`), ' +
      'or set REDIS_SERVER_PATH to its redis-server.',
  )
}

/** A Redis on a port of its own, in memory alone. It can stop and start again. */
export async function createRedisServer(): Promise<RedisServer> {
  const program = requireRedisServer()
  const port = await findFreePort()
  let running: ChildProcessByStdio<null, Readable, null> | null = null
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      if (running) return
      const options = ['--port', `${port}`, '--save', '', '--bind', '127.0.0.1']
      running = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] })
      await saysReady(running)
    },
    async stop() {
      const ended = running && once(running, 'exit')
      running?.kill('SIGKILL')
      running = null
      await ended
    },
    signal: (name) => running?.kill(name),
  }
}

function saysReady(child: ChildProcessByStdio<null, Readable, null>): Promise<void> {
  return new Promise((done, fail) => {
    child.stdout.on('data', (chunk) => {
      if (String(chunk).includes('Ready to accept connections')) done()
    })
    child.once('error', fail)
    child.once('exit', () => fail(new Error('redis-server did not start')))
  })
}
