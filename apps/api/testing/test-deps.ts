import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/config.ts'
import { type Deps, openDeps } from '../src/deps.ts'
import { createKeyring } from '../src/lib/keyring.ts'
import { createLog } from '../src/lib/log.ts'
import { createFrozenClock, type FrozenClock } from './frozen-clock.ts'
import { sharedJudge } from './shared-judge.ts'
import { createTestDatabase } from './test-database.ts'

export type TestDeps = Deps & {
  readonly clock: FrozenClock
  readonly databaseUrl: string
  close(): Promise<void>
}

/** What commands and jobs work with, on a database of its own; without HTTP. */
export async function openTestDeps(env: Record<string, string> = {}): Promise<TestDeps> {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-test-'))
  const clock = createFrozenClock()
  const deps = await openDeps({
    config: readConfig({ DATA_DIR: dataDir, ...env }),
    databaseUrl: database.url,
    keys: createKeyring([{ id: 'test', secret: Buffer.alloc(32, 7) }]),
    log: createLog('silent'),
    clock,
  })
  return {
    ...deps,
    judge: sharedJudge,
    clock,
    databaseUrl: database.url,
    async close() {
      await deps.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
