import type { Migration } from './migrate.ts'

/**
 * What our migrations create. An operator may keep other tables and functions in the same schema.
 */
type OwnedObjects = { readonly tables: string[]; readonly functions: string[] }

const createsTable = /^CREATE TABLE "?(\w+)"?/gm
const createsFunction = /^CREATE (?:OR REPLACE )?FUNCTION (\w+)/gm

/** The tables and functions that these migrations create. A test compares this with a database. */
export function ownedObjects(migrations: readonly Pick<Migration, 'sql'>[]): OwnedObjects {
  const namesBy = (pattern: RegExp) => [
    ...new Set(
      migrations.flatMap(({ sql }) => [...sql.matchAll(pattern)].map(([, name = '']) => name)),
    ),
  ]
  return { tables: namesBy(createsTable), functions: namesBy(createsFunction) }
}
