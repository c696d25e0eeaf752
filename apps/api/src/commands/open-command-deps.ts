import { openEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import { migrate } from '../../../../prisma/migrate.ts'
import { type Config, readConfig } from '../config.ts'
import { type Deps, openDeps } from '../deps.ts'
import { sealAudit } from '../features/audit/seal-audit.ts'
import { prepareJobs } from '../jobs/queues.ts'
import { readOrCreateKeys } from '../keys-file.ts'
import { createKeyring } from '../lib/keyring.ts'
import { createLog } from '../lib/log.ts'
import { renewOldNames } from '../models/stored-names.ts'
import { requireUsableDatabase } from '../start/require-usable-database.ts'

type CommandDatabase = { readonly url: string; close(): Promise<void> }

export type CommandDeps = Deps & { readonly databaseUrl: string }

/**
 * The database of DATABASE_URL, or the embedded one: the one of the running server, or one that is
 * started only for this command.
 * @throws StartError when the server, or a pooler before it, can't be used
 */
export async function openCommandDatabase(config: Config): Promise<CommandDatabase> {
  if (config.databaseUrl) {
    await requireUsableDatabase(config.databaseUrl)
    return { url: config.databaseUrl, close: async () => {} }
  }
  return openEmbeddedDatabase(config.dataDir, { role: 'guest' })
}

/**
 * As `withCommandDeps`; seals what the command wrote into the audit log, since no worker may run.
 */
export function withSealedCommandDeps<Result>(
  work: (deps: CommandDeps) => Promise<Result>,
): Promise<Result> {
  return withCommandDeps(async (deps) => {
    const result = await work(deps)
    await sealAudit(deps, { all: true })
    return result
  })
}

/** Runs a command on what the server works with, migrated as the server would; closes it all. */
export async function withCommandDeps<Result>(
  work: (deps: CommandDeps) => Promise<Result>,
): Promise<Result> {
  const config = readConfig()
  const database = await openCommandDatabase(config)
  try {
    await migrate(database.url)
    await prepareJobs(database.url)
    const keys = createKeyring(await readOrCreateKeys(config))
    const log = createLog('warn', process.stderr)
    const deps = await openDeps({ config, databaseUrl: database.url, keys, log })
    try {
      await renewOldNames(deps.db, deps.clock.now())
      return await work({ ...deps, databaseUrl: database.url })
    } finally {
      await deps.close()
    }
  } finally {
    await database.close()
  }
}
