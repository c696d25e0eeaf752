import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../apps/api/src/testing/child-environment.ts'
import { findFreePort } from '../../apps/api/src/testing/free-port.ts'

const program = fileURLToPath(
  new URL('../../apps/api/src/testing/identity-providers.ts', import.meta.url),
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
export type Providers = Facts & {
  /**
   * As an administrator enters our address there, before anybody signs in: they begin anew, with
   * other keys.
   */
  trustRedirect(uri: string): Promise<void>
  close(): Promise<void>
}

export async function openProviders(): Promise<Providers> {
  const oidcPort = String(await findFreePort())
  const samlPort = String(await findFreePort())
  const ports = ['--oidc-port', oidcPort, '--saml-port', samlPort]
  const redirects: string[] = []
  let running = await start(ports)
  return {
    ...running.facts,
    async trustRedirect(uri) {
      redirects.push('--redirect-uri', uri)
      await stop(running.child)
      running = await start([...ports, ...redirects])
    },
    close: () => stop(running.child),
  }
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
