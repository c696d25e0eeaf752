import { createHash } from 'node:crypto'
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '../apps/api/testing/test-database.ts'
import { lockMigrations, migrate, pendingMigrations, refuseNewerDatabase } from './migrate.ts'

const second = 'INSERT INTO words VALUES ($$two$$);'
let url: string
let folder: string

beforeEach(async () => {
  const database = await createTestDatabase()
  url = database.url
  await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  folder = await mkdtemp(join(tmpdir(), 'rekey-migrations-'))
  await write('0001_first', 'CREATE TABLE words (word text);\nINSERT INTO words VALUES ($$one$$);')
  await write('0002_second', second)
  return async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  }
})

test('each migration is applied once, in the order of their names', async () => {
  expect(await pendingMigrations(url, folder)).toEqual(['0001_first', '0002_second'])
  expect(await migrate(url, { folder })).toEqual(['0001_first', '0002_second'])
  expect(await migrate(url, { folder })).toEqual([])
  expect(await pendingMigrations(url, folder)).toEqual([])
  expect(await words()).toEqual(['one', 'two'])
})

test('four parallel runs apply each migration once', async () => {
  const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url, { folder })))
  expect(applied.flat()).toEqual(['0001_first', '0002_second'])
  expect(await words()).toEqual(['one', 'two'])
})

test('a run that waits for another program says for which, and goes on when that ends', async () => {
  const holder = new pg.Client({ connectionString: url, application_name: 'killed restore' })
  await holder.connect()
  await lockMigrations(holder)
  const told: string[] = []
  const migrating = migrate(url, { folder, onWait: (why) => told.push(why) })
  await expect.poll(() => told.length).toBe(1)
  expect(told[0]).toMatch(/ It is process \d+ \(killed restore\), since 2\d{3}-.* UTC\. /)
  await holder.end()
  expect(await migrating).toEqual(['0001_first', '0002_second'])
})

test('while a migration waits for a table, others read it, and the operator learns why', async () => {
  await migrate(url, { folder })
  await write('0003_third', 'ALTER TABLE words ADD COLUMN language text')
  const holder = new pg.Client({ connectionString: url, application_name: 'forgotten psql' })
  await holder.connect()
  await holder.query('BEGIN; SELECT FROM words')
  const told: string[] = []
  const migrating = migrate(url, { folder, lockWithin: 50, onWait: (why) => told.push(why) })
  await expect.poll(() => told.length).toBeGreaterThan(1)
  expect(await words()).toEqual(['one', 'two'])
  expect(told[0]).toMatch(
    /^Migration 0003_third waits .* process \d+ \(forgotten psql\), since 2\d{3}-.* UTC\.$/,
  )
  await holder.end()
  expect(await migrating).toEqual(['0003_third'])
})

test('a migration that PostgreSQL ends because of a deadlock is tried again', async () => {
  await migrate(url, { folder })
  // What a sequence counts stays when the rest is undone.
  await query('CREATE SEQUENCE tries')
  await write(
    '0003_third',
    `DO $$ BEGIN
       IF nextval('tries') = 1 THEN RAISE 'deadlock' USING ERRCODE = 'deadlock_detected'; END IF;
     END $$`,
  )
  expect(await migrate(url, { folder, lockWithin: 10, onWait: () => {} })).toEqual(['0003_third'])
})

test("the rows are what Prisma's CLI writes, so that it may take over", async () => {
  await migrate(url, { folder })
  const [row] = await query(`
    SELECT checksum, finished_at >= started_at AS finished, rolled_back_at, applied_steps_count
    FROM _prisma_migrations WHERE migration_name = '0002_second'`)
  const checksum = createHash('sha256').update(second).digest('hex')
  expect(row).toEqual({ checksum, finished: true, rolled_back_at: null, applied_steps_count: 1 })
})

test('a changed applied file is refused by name, and nothing after it is applied', async () => {
  await migrate(url, { folder })
  await appendFile(join(folder, '0001_first/migration.sql'), '-- changed')
  await write('0003_third', 'INSERT INTO words VALUES ($$three$$);')
  await expect(migrate(url, { folder })).rejects.toThrow(/0001_first was changed/)
  await expect(pendingMigrations(url, folder)).rejects.toThrow(/0001_first was changed/)
  expect(await words()).toEqual(['one', 'two'])
})

test('a failed migration leaves no trace, and the ones before it stay', async () => {
  await write('0003_third', 'INSERT INTO words VALUES ($$three$$);\nSELECT 1 / 0;')
  await expect(migrate(url, { folder })).rejects.toThrow(
    /0003_third failed and was undone: division/,
  )
  expect(await words()).toEqual(['one', 'two'])
  expect(await pendingMigrations(url, folder)).toEqual(['0003_third'])
})

test('a database that a newer version has migrated is refused, and nothing is applied', async () => {
  await migrate(url, { folder })
  await rm(join(folder, '0002_second'), { recursive: true })
  await write('0003_third', 'INSERT INTO words VALUES ($$three$$);')
  const newer = 'A newer version of Rekey has migrated this database (0002_second).'
  await expect(migrate(url, { folder })).rejects.toThrow(newer)
  await expect(refuseNewerDatabase(url, folder)).rejects.toThrow(newer)
  expect(await words()).toEqual(['one', 'two'])
})

test('a newer version does not make a running instance unready', async () => {
  await migrate(url, { folder })
  await rm(join(folder, '0002_second'), { recursive: true })
  expect(await pendingMigrations(url, folder)).toEqual([])
})

test('a migration that Prisma’s CLI left half done is reported', async () => {
  await migrate(url, { folder })
  await query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name ~ 'second'")
  await expect(migrate(url, { folder })).rejects.toThrow(/0002_second failed half-way/)
})

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name))
  await writeFile(join(folder, name, 'migration.sql'), sql)
}

async function words(): Promise<unknown[]> {
  return (await query('SELECT word FROM words')).map(({ word }) => word)
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return (await client.query(sql).finally(() => client.end())).rows
}
