import { isStorable } from '@rekey/contracts/fields'
import type { listSsoConnections as contract } from '@rekey/contracts/sso-connections'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { type Database, sql } from '../../lib/database.ts'
import { type Keyset, partOf } from '../../lib/keyset.ts'
import { findShownConnection } from './shown-connection.ts'

/** GET /sso-connections. By name, both ways from a cursor. They are few, and read one by one. */
export const listSsoConnections: Verb<typeof contract> = async ({ query }, deps) => {
  const keyset = readKeyset(query, 1, parseName)
  const { items, ...cursors } = toPage(await findNames(deps.db, keyset), keyset, ({ name }) => [
    name,
  ])
  const shown = await Promise.all(items.map(({ id }) => findShownConnection(deps, id)))
  return { status: 200, body: { ...cursors, items: shown.filter((one) => one !== null) } }
}

/** In natural order (ICU's). Names are unique, so the order is complete. */
const name = sql`name COLLATE "und-x-icu"`

function findNames(db: Database, { limit, from }: Keyset<string>) {
  const { beyond, by } = partOf(name, from)
  return db.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM sso_connections WHERE ${beyond}
    ORDER BY ${by} LIMIT ${limit + 1}`
}

/** PostgreSQL would refuse to compare with what it can't store. */
const parseName = ([typed = '']: readonly string[]) => (isStorable(typed) ? typed : null)
