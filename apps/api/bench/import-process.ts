import { boundMemory } from '../src/commands/bound-memory.ts'
import { readConfig } from '../src/config.ts'
import { findDatabaseUrl } from '../src/database-url.ts'
import { openDeps } from '../src/deps.ts'
import { readOrCreateKeys } from '../src/keys-file.ts'
import { createKeyring } from '../src/lib/keyring.ts'
import { createLog } from '../src/lib/log.ts'
import { benchImport } from './import-users.ts'

/**
 * For the bench: one import in a process of its own, set up as the command does it. Its peak of
 * memory is then its own too.
 */
const [path = ''] = process.argv.slice(2)
boundMemory()
const config = readConfig()
const databaseUrl = await findDatabaseUrl(config)
const keys = createKeyring(await readOrCreateKeys(config))
const deps = await openDeps({ config, databaseUrl, keys, log: createLog('warn') })
// The command has connected before as well, and so has the bare COPY.
await deps.db.$queryRaw`SELECT 1`
process.send?.(await benchImport({ ...deps, databaseUrl }, path))
await deps.close()
process.disconnect()
