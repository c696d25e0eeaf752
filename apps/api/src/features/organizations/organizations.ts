import type { ShownOrganization } from '@rekey/contracts/organizations'
import { type Database, sql, type Transaction } from '../../lib/database.ts'
import { type Keyset, partOf } from '../../lib/keyset.ts'
import { allOf } from '../../models/search-conditions.ts'
import { searchWords } from '../../models/search-text.ts'

type Row = Omit<ShownOrganization, 'createdAt'> & { readonly createdAt: Date }

/** In natural order (ICU's). Names are unique, so the order is complete. */
const name = sql`name COLLATE "und-x-icu"`

const columns = sql`
  id, name, created_at AS "createdAt",
  (SELECT count(*)::int FROM users
    WHERE organization_id = organizations.id AND deleted_at IS NULL) AS "userCount"`

/** @param search words that the name contains, as in the search of users; empty: all */
export async function listOrganizationsByName(
  db: Database,
  search: string,
  { limit, from }: Keyset<string>,
): Promise<ShownOrganization[]> {
  const { beyond, by } = partOf(name, from)
  const text = sql`concat(lower(${name}), ' ', search_text)`
  const wanted = allOf(searchWords(search).map((word) => sql`strpos(${text}, ${word}) > 0`))
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} FROM organizations
    WHERE ${wanted} AND ${beyond}
    ORDER BY ${by} LIMIT ${limit + 1}`
  return rows.map(shown)
}

export async function findOrganization(
  db: Database | Transaction,
  id: string,
): Promise<ShownOrganization | null> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT ${columns} FROM organizations WHERE id = ${id}::uuid`
  return row ? shown(row) : null
}

const shown = (row: Row): ShownOrganization => ({ ...row, createdAt: row.createdAt.toISOString() })
