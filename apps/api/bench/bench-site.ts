import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { migrate } from '../../../prisma/migrate.ts'
import { prepareJobs } from '../src/jobs/queues.ts'
import { readOrCreateKeys } from '../src/keys-file.ts'
import { createKeyring, type Keyring } from '../src/lib/keyring.ts'

/** A durable database (fsync on) in a temporary DATA_DIR, migrated, with its keys. */
export type BenchSite = AsyncDisposable & {
  readonly dataDir: string
  readonly databaseUrl: string
  readonly keys: Keyring
}

/** @param settings of PostgreSQL, `name=value` */
export async function openBenchSite({ settings = [] as string[] } = {}): Promise<BenchSite> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-bench-'))
  const database = await openEmbeddedDatabase(dataDir, { role: 'owner', settings })
  await migrate(database.url)
  await prepareJobs(database.url)
  const keys = createKeyring(await readOrCreateKeys({ dataDir, secretKeys: null }))
  return {
    dataDir,
    databaseUrl: database.url,
    keys,
    async [Symbol.asyncDispose]() {
      await database.close()
      await removeEmbeddedDatabase(dataDir)
    },
  }
}
