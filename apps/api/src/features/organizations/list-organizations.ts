import { isStorable } from '@rekey/contracts/fields'
import type { listOrganizations as contract } from '@rekey/contracts/organizations'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { listOrganizationsByName } from './organizations.ts'

/** GET /organizations. By name, both ways from a cursor. */
export const listOrganizations: Verb<typeof contract> = async ({ query }, { db }) => {
  const keyset = readKeyset(query, 1, parseName)
  const rows = await listOrganizationsByName(db, query.search ?? '', keyset)
  return { status: 200, body: toPage(rows, keyset, ({ name }) => [name]) }
}

/** PostgreSQL refuses to compare with text that it can't store. */
const parseName = ([name = '']: readonly string[]) => (isStorable(name) ? name : null)
