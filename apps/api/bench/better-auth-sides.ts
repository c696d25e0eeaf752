import { buildPages } from '../src/start/build-pages.ts'
import type { Passwords } from './better-auth-process.ts'
import { type BetterAuthSite, openBetterAuth } from './better-auth-site.ts'
import { type LoadGenerator, openLoadGenerator } from './load.ts'
import { type MailServer, openMailServer } from './mail-server.ts'
import { openWholeSite, type WholeSite } from './whole-site.ts'

/** Rekey, and better-auth twice, on one PostgreSQL and one mail server, with one load generator. */
export type Sides = AsyncDisposable & {
  readonly ours: WholeSite
  /** better-auth as it comes. */
  readonly scrypt: BetterAuthSite
  /** better-auth with hashes as expensive as ours. */
  readonly argon2id: BetterAuthSite
  readonly mailServer: MailServer
  readonly load: LoadGenerator
}

/** The database of our server holds the databases of the others. */
export async function openSides(): Promise<Sides> {
  await using opened = new AsyncDisposableStack()
  await buildPages()
  const mailServer = opened.use(await openMailServer())
  const ours = opened.use(await openWholeSite(mailServer.url))
  const openTheirs = async (passwords: Passwords) =>
    opened.use(await openBetterAuth({ ...ours, smtpUrl: mailServer.url, passwords }))
  const [scrypt, argon2id] = [await openTheirs('scrypt'), await openTheirs('argon2id')]
  const load = opened.use(openLoadGenerator())
  const all = opened.move()
  const dispose = () => all.disposeAsync()
  return { ours, scrypt, argon2id, mailServer, load, [Symbol.asyncDispose]: dispose }
}
