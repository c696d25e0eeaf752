import { readConfig } from './config.ts'

/**
 * The container's health check: ends with 0 if this container's server answers. It asks at the
 * address on which the server listens, because `localhost` may mean an address on which it doesn't.
 * A worker listens nowhere. It ends by itself when it can't work, so it counts as healthy.
 */
const { host, port, worker } = readConfig()

if (worker !== 'only') {
  const { ok } = await fetch(`http://${addressOf(host)}:${port}/healthz`)
  process.exitCode = ok ? 0 : 1
}

function addressOf(name: string): string {
  if (name === '0.0.0.0') return '127.0.0.1'
  if (name === '::') return '[::1]'
  return name.includes(':') ? `[${name}]` : name
}
