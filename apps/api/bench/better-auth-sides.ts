import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { readOrCreateKeys } from '../src/keys-file.ts'
import { createKeyring, type Keyring } from '../src/lib/keyring.ts'
import { buildPages } from '../src/start/build-pages.ts'
import { type ServiceProcess, startService } from '../testing/service-process.ts'
import type { Passwords } from './better-auth-process.ts'
import { type BetterAuthSite, openBetterAuth } from './better-auth-site.ts'
import { type LoadGenerator, openLoadGenerator } from './load.ts'
import { type MailServer, openMailServer } from './mail-server.ts'

/** Rekey, and better-auth twice, on one PostgreSQL and one mail server, with one load generator. */
export type Sides = {
  readonly databaseUrl: string
  readonly keys: Keyring
  readonly ours: ServiceProcess
  /** better-auth as it comes. */
  readonly scrypt: BetterAuthSite
  /** better-auth with hashes as expensive as ours. */
  readonly argon2id: BetterAuthSite
  readonly mailServer: MailServer
  readonly load: LoadGenerator
  close(): Promise<void>
}

/** Our own database is that of our server. */
export async function openSides(): Promise<Sides> {
  await buildPages()
  const mailServer = await openMailServer()
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-bench-'))
  const mail = { MAIL_TRANSPORT: 'smtp', SMTP_URL: mailServer.url }
  const ours = await startService({ DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...mail })
  const databaseUrl = (await findEmbeddedDatabase(dataDir)) ?? ''
  const keys = createKeyring(await readOrCreateKeys({ dataDir, secretKeys: null }))
  const openTheirs = (passwords: Passwords) =>
    openBetterAuth({ databaseUrl, smtpUrl: mailServer.url, passwords })
  const [scrypt, argon2id] = [await openTheirs('scrypt'), await openTheirs('argon2id')]
  const load = openLoadGenerator()
  return {
    databaseUrl,
    keys,
    ours,
    scrypt,
    argon2id,
    mailServer,
    load,
    async close() {
      load.close()
      scrypt.close()
      argon2id.close()
      await ours.stop()
      mailServer.close()
      await removeEmbeddedDatabase(dataDir)
    },
  }
}
