import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from './test-database.ts'

/**
 * Two databases side by side: one that the migrations made, one that Prisma's engine makes from
 * schema.prisma. The migrations may add what the schema language lacks (checks, triggers, partial
 * indexes), but no table, column, key or foreign key.
 */
const schemaPath = join(import.meta.dirname, '../../../prisma/schema.prisma')

const columns = `
  SELECT attrelid::regclass || '.' || attname AS name, format_type(atttypid, atttypmod) AS type,
    attnotnull AS required, pg_get_expr(adbin, adrelid) AS default
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
    AND NOT attisdropped AND relname <> '_prisma_migrations'
  ORDER BY 1`

const keys = `
  SELECT conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS definition
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f')
    AND conrelid::regclass::text <> '_prisma_migrations'
  ORDER BY 1, 2`

const indexes = `
  SELECT tablename AS table, regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') AS definition
  FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2`

let migrated: string
let described: string

beforeAll(async () => {
  const databases = [await createTestDatabase(), await createTestDatabase()] as const
  migrated = databases[0].url
  described = databases[1].url
  await query(described, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await query(described, await sqlOfSchema())
  return () => Promise.all(databases.map((database) => database.drop()))
})

test('the migrations make the columns that schema.prisma describes, and no others', async () => {
  expect(await query(migrated, columns)).toEqual(await query(described, columns))
})

test('the migrations make the primary and foreign keys that schema.prisma describes', async () => {
  expect(await query(migrated, keys)).toEqual(await query(described, keys))
})

test('the migrations make every index that schema.prisma describes', async () => {
  const made = await query(migrated, indexes)
  expect(made).toEqual(expect.arrayContaining(await query(described, indexes)))
})

/** What `prisma migrate diff --from-empty` prints, by the same engine compiled to WebAssembly. */
async function sqlOfSchema(): Promise<string> {
  const files = [{ path: schemaPath, content: await readFile(schemaPath, 'utf8') }]
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: described }))
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter)
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  engine.free()
  return stdout ?? ''
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return (await client.query(sql).finally(() => client.end())).rows
}
