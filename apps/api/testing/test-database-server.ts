import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import { takeProcessLock } from '@rekey/embedded-database/process-lock'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { templateSteps } from './template-steps.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    testDatabaseServer: { url: string; template: string }
  }
}

const folderPrefix = 'rekey-test-database-'

/** Linux's file system in memory. */
const memory = '/dev/shm'
const neededMemory = 3 * 1024 ** 3

/** A power cut may destroy these databases, so nothing waits for the disk. */
export const throwAwaySettings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
]

/**
 * Vitest's global set-up: one PostgreSQL for the run, in a temporary folder or at
 * TEST_DATABASE_URL, and in it a migrated template that every test file copies
 * (`createTestDatabase`).
 */
export default async function startTestDatabaseServer({ provide }: TestProject) {
  const server = await openServer(process.env.TEST_DATABASE_URL)
  const template = `rekey_template_${randomBytes(6).toString('hex')}`
  try {
    await run(server.url, `CREATE DATABASE ${template}`)
    for (const step of templateSteps) await step(databaseIn(server.url, template))
  } catch (error) {
    await server.close()
    throw error
  }
  provide('testDatabaseServer', { url: server.url, template })
  return async () => {
    await run(server.url, `DROP DATABASE ${template}`)
    await server.close()
  }
}

/** The URL of another database on the same server. */
export function databaseIn(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = name
  return url.href
}

async function openServer(given: string | undefined) {
  if (given) return { url: given, close: async () => undefined }
  await Promise.all([tmpdir(), memory].map(removeLeftOvers))
  const dataDir = await mkdtemp(join(await quickFolder(), folderPrefix))
  const { url } = await openEmbeddedDatabase(dataDir, {
    role: 'owner',
    settings: throwAwaySettings,
    // Beside DATA_DIR, which only its owner may enter.
    newHome: `${dataDir}-postgresql`,
  })
  return { url, close: () => removeEmbeddedDatabase(dataDir) }
}

/**
 * In memory where Linux gives us enough: each test file's database has over six hundred files, and
 * a disk takes several times as long to make and delete them.
 */
async function quickFolder(): Promise<string> {
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }))
  return bavail * bsize > neededMemory ? memory : tmpdir()
}

/** Databases of killed test runs: an owner is recorded, but no process holds the owner's lock. */
async function removeLeftOvers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((each) => each.startsWith(folderPrefix))) {
    const dataDir = join(folder, name)
    if (!existsSync(join(dataDir, 'owner.json'))) continue
    const lock = takeProcessLock(join(dataDir, 'owner.lock'), 'exclusive')
    if (lock) await removeEmbeddedDatabase(dataDir)
    lock?.release()
  }
}

async function run(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
