import { readConfig } from '../config.ts'
import { findDatabaseUrl } from '../database-url.ts'
import { openDeps } from '../deps.ts'
import { benchImport } from '../features/import/import-users.bench.ts'
import { readOrCreateKeys } from '../keys-file.ts'
import { createKeyring } from '../lib/keyring.ts'
import { createLog } from '../lib/log.ts'

/** For the bench: one import in a process of its own, whose peak of memory is then its own too. */
const [rows = ''] = process.argv.slice(2)
const config = readConfig()
const databaseUrl = await findDatabaseUrl(config)
const keys = createKeyring(await readOrCreateKeys(config))
const deps = await openDeps({ config, databaseUrl, keys, log: createLog('warn') })
process.send?.(await benchImport({ ...deps, databaseUrl }, Number(rows)))
await deps.close()
process.disconnect()
