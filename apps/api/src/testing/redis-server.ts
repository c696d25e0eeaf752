import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Readable } from 'node:stream'

export type RedisServer = {
  readonly url: string
  /** Nothing happens where it runs already. */
  start(): Promise<void>
  /** At once, as if its machine had died. */
  stop(): Promise<void>
  /** Sends the running server a signal: SIGSTOP makes it hang. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
}

/** Debian's redis-server on a port of its own, in memory alone. It can stop and start again. */
export async function createRedisServer(): Promise<RedisServer> {
  const port = await findFreePort()
  let running: ChildProcessByStdio<null, Readable, null> | null = null
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      if (running) return
      const options = ['--port', `${port}`, '--save', '', '--bind', '127.0.0.1']
      running = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
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

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (!address || typeof address === 'string') throw new Error('No port')
  return address.port
}
