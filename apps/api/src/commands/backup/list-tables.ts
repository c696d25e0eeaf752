import type pg from 'pg'
import { readMigrations } from '../../../../../prisma/migrate.ts'
import { ownedObjects } from '../../../../../prisma/owned-objects.ts'
import type { CopiedTable, Sequence } from './backup-script.ts'

type Found = CopiedTable & { readonly needs: string[] }

/** Our tables that are there. Each comes after the tables that it refers to. */
export async function listTables(client: pg.ClientBase): Promise<CopiedTable[]> {
  const { tables } = ownedObjects(await readMigrations())
  const { rows } = await client.query<Found>(findTables, [tables])
  const inOrder: CopiedTable[] = []
  for (let left = rows; left.length > 0; ) {
    const isLeft = new Set(left.map(({ name }) => name))
    const free = left.filter(({ needs }) => needs.every((need) => !isLeft.has(need)))
    if (free.length === 0) throw new Error(`Tables refer to one another: ${[...isLeft].join(', ')}`)
    inOrder.push(...free)
    left = left.filter((table) => !free.includes(table))
  }
  return inOrder
}

const findTables = `
  SELECT relname AS name,
    ARRAY(SELECT attname::text FROM pg_attribute
      WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
      ORDER BY attnum) AS columns,
    ARRAY(SELECT needed.relname::text FROM pg_constraint
      JOIN pg_class needed ON needed.oid = confrelid
      WHERE conrelid = pg_class.oid AND contype = 'f' AND confrelid <> conrelid) AS needs
  FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY ($1)
  ORDER BY relname`

/** Of those tables. They are outside of every moment, but never behind the rows. */
export async function listSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const { tables } = ownedObjects(await readMigrations())
  const { rows: names } = await client.query<{ name: string }>(findSequences, [tables])
  const sequences: Sequence[] = []
  for (const { name } of names) {
    const { rows } = await client.query<{ value: string; isUsed: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isUsed" FROM public."${name}"`,
    )
    sequences.push(...rows.map((row) => ({ name, ...row })))
  }
  return sequences
}

const findSequences = `
  SELECT sequence.relname AS name FROM pg_class sequence
  JOIN pg_depend ON pg_depend.objid = sequence.oid AND deptype IN ('a', 'i')
  JOIN pg_class owner ON owner.oid = refobjid AND owner.relname = ANY ($1)
  WHERE sequence.relkind = 'S' AND sequence.relnamespace = 'public'::regnamespace
  ORDER BY 1`
