import { fileURLToPath } from 'node:url'
import { findFreePort } from '../../apps/api/testing/free-port.ts'
import { startProgram } from './start-program.ts'

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
  const { firstLine, stop } = await startProgram(program, {
    args: [...ports, '--redirect-origin', origin],
  })
  return { ...(JSON.parse(firstLine) as Facts), close: stop }
}
