import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { constants, getPriority } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { childEnvironment } from '../testing/child-environment.ts'
import { createTestDatabase } from '../testing/test-database.ts'

const parentModule = fileURLToPath(new URL('../testing/hold-worker.ts', import.meta.url))

/** Processes whose environment holds this word: a parent's, and its worker's. */
async function processesWith(mark: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
      return environment.includes(mark) ? Number(pid) : null
    }),
  )
  return found.filter((pid) => pid !== null)
}

function spawnParent(databaseUrl: string, mark: string) {
  const parent = spawn(process.execPath, [parentModule], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...childEnvironment,
      [mark]: '1',
      DATABASE_URL: databaseUrl,
      SECRET_KEYS: `a:${Buffer.alloc(32, 'a').toString('base64')}`,
      LOG_LEVEL: 'silent',
    },
  })
  onTestFinished(() => void parent.kill('SIGKILL'))
  return parent
}

test.runIf(process.platform === 'linux').each([0, 50, 200, 500, 900])(
  'a parent that is killed %i ms after it spawned its worker leaves none behind',
  async (milliseconds) => {
    const database = await createTestDatabase()
    const mark = `REKEY_TEST_MARK_${milliseconds}_${process.pid}`
    const parent = spawnParent(database.url, mark)
    await once(parent.stdout, 'data')
    // The moment is what is tried here, not a wait for anything.
    await delay(milliseconds)
    parent.kill('SIGKILL')
    await expect.poll(() => processesWith(mark), { timeout: 30_000 }).toEqual([])
    await database.drop()
  },
  60_000,
)

test.runIf(process.platform === 'linux')(
  'the worker has a lower priority than the process that spawned it',
  async () => {
    const database = await createTestDatabase()
    const mark = `REKEY_TEST_MARK_PRIORITY_${process.pid}`
    const parent = spawnParent(database.url, mark)
    const priorities = async () =>
      (await processesWith(mark)).filter((pid) => pid !== parent.pid).map((pid) => getPriority(pid))
    const lower = Math.min(getPriority(parent.pid) + 5, constants.priority.PRIORITY_LOW)
    await expect.poll(priorities).toEqual([lower])
    parent.kill('SIGKILL')
    await expect.poll(() => processesWith(mark), { timeout: 30_000 }).toEqual([])
    await database.drop()
  },
  60_000,
)
