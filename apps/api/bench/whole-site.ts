import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { readOrCreateKeys } from '../src/keys-file.ts'
import { createKeyring, type Keyring } from '../src/lib/keyring.ts'
import { startService, workerPidOf } from '../testing/service-process.ts'

/** A server that starts its worker and its database itself, as operators run it. */
export type WholeSite = AsyncDisposable & {
  readonly url: string
  readonly databaseUrl: string
  readonly keys: Keyring
}

/** @param smtpUrl of the mail server that gets all mails */
export async function openWholeSite(
  smtpUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<WholeSite> {
  await using opened = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-bench-'))
  opened.defer(() => removeEmbeddedDatabase(dataDir))
  const settings = { DATA_DIR: dataDir, LOG_LEVEL: 'info', MAIL_TRANSPORT: 'smtp', ...env }
  const server = opened.use(await startService({ ...settings, SMTP_URL: smtpUrl }))
  await workerPidOf(server)
  const databaseUrl = (await findEmbeddedDatabase(dataDir)) ?? ''
  const keys = createKeyring(await readOrCreateKeys({ dataDir, secretKeys: null }))
  const all = opened.move()
  return { url: server.url, databaseUrl, keys, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
