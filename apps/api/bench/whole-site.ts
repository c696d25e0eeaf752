import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { readOrCreateKeys } from '../src/keys-file.ts'
import { createKeyring, type Keyring } from '../src/lib/keyring.ts'
import { type MailSink, openMailSink } from '../testing/mail-sink.ts'
import { startService, workerPidOf } from '../testing/service-process.ts'

/** A server that starts its worker and its database itself, as operators run it. */
export type WholeSite = {
  readonly url: string
  readonly databaseUrl: string
  readonly keys: Keyring
  /** A real SMTP server, which gets all mails. */
  readonly sink: MailSink
}

/** Ends all of it afterwards, also when the work fails. */
export async function withWholeSite<Result>(
  env: Readonly<Record<string, string>>,
  work: (site: WholeSite) => Promise<Result>,
): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-bench-'))
  const sink = await openMailSink()
  const mail = { MAIL_TRANSPORT: 'smtp', SMTP_URL: sink.url }
  try {
    const server = await startService({ DATA_DIR: dataDir, LOG_LEVEL: 'info', ...mail, ...env })
    try {
      await workerPidOf(server)
      const databaseUrl = (await findEmbeddedDatabase(dataDir)) ?? ''
      const keys = createKeyring(await readOrCreateKeys({ dataDir, secretKeys: null }))
      return await work({ url: server.url, databaseUrl, keys, sink })
    } finally {
      await server.stop()
    }
  } finally {
    await sink.close()
    await removeEmbeddedDatabase(dataDir)
  }
}
