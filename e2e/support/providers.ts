import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../apps/api/testing/child-environment.ts'
import { findFreePort } from '../../apps/api/testing/free-port.ts'

const program = fileURLToPath(
  new URL('../../apps/api/testing/identity-providers.ts', import.meta.url),
)

type Facts = {
  readonly oidc: {
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret: string
  }
  readonly saml: {
    readonly issuer: string
    readonly signInUrl: string
    readonly certificate: string
  }
}

/** Two identity providers as a process of their own, where anybody signs in as any address. */
export type Providers = Facts & { close(): Promise<void> }

/** @param origin of our server: callbacks there are trusted */
export async function openProviders(origin: string): Promise<Providers> {
  const ports = [
    '--oidc-port',
    String(await findFreePort()),
    '--saml-port',
    String(await findFreePort()),
  ]
  const { child, facts } = await start([...ports, '--redirect-origin', origin])
  return { ...facts, close: () => stop(child) }
}

/** Resolves with what it prints once both listen. */
async function start(given: readonly string[]): Promise<{ child: ChildProcess; facts: Facts }> {
  const child = spawn(process.execPath, [program, ...given], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...childEnvironment },
  })
  const complaints: string[] = []
  createInterface(child.stderr).on('line', (line) => complaints.push(line))
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The identity providers ended with ${code}:\n${complaints.join('\n')}`)
  })
  ended.catch(() => {})
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended])
  return { child, facts: JSON.parse(line) as Facts }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
