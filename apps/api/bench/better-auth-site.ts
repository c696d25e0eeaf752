import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { connections } from '../src/mail/smtp.ts'
import { childEnvironment } from '../testing/child-environment.ts'
import { findFreePort } from '../testing/free-port.ts'
import { queryDatabase } from '../testing/many-users.ts'
import type { BetterAuthSetup, Passwords } from './better-auth-process.ts'

const module = fileURLToPath(new URL('./better-auth-process.ts', import.meta.url))

/** A better-auth that runs, with a database of its own in the PostgreSQL that ours uses. */
export type BetterAuthSite = Disposable & {
  readonly url: string
  readonly databaseUrl: string
  readonly passwords: Passwords
}

type Options = {
  /** Of a database in the same PostgreSQL. */
  readonly databaseUrl: string
  readonly smtpUrl: string
  readonly passwords: Passwords
}

/** It keeps as many connections to the database and to the mail server as ours. */
export async function openBetterAuth(options: Options): Promise<BetterAuthSite> {
  const { smtpUrl, passwords } = options
  const name = `better_auth_${passwords}`
  await queryDatabase(options.databaseUrl, `CREATE DATABASE ${name}`)
  const { href: databaseUrl } = Object.assign(new URL(options.databaseUrl), {
    pathname: `/${name}`,
  })
  const port = await findFreePort()
  const mailConnections = connections.ordinary
  const setup: BetterAuthSetup = { port, databaseUrl, smtpUrl, mailConnections, passwords }
  const child = fork(module, [JSON.stringify(setup)], {
    env: { ...childEnvironment, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return {
    url: `http://localhost:${port}`,
    databaseUrl,
    passwords,
    [Symbol.dispose]: () => child.disconnect(),
  }
}
