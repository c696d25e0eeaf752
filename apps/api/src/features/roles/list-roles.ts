import { isStorable } from '@rekey/contracts/fields'
import type { listRoles as contract } from '@rekey/contracts/roles'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { listRolesByName, type Place, shownRole } from './shown-roles.ts'

/** GET /roles. Built-in ones first, then by name, both ways from a cursor. */
export const listRoles: Verb<typeof contract> = async ({ query, caller }, { db }) => {
  const keyset = readKeyset(query, 2, parsePlace)
  const roles = await listRolesByName(db, caller, keyset)
  const page = toPage(roles, keyset, ({ builtIn, name }) => [String(!builtIn), name])
  return {
    status: 200,
    body: { ...page, items: page.items.map((role) => shownRole(caller, role)) },
  }
}

/** PostgreSQL refuses to compare with text that it can't store. */
function parsePlace([isCustom = '', name = '']: readonly string[]): Place | null {
  const isPlace = (isCustom === 'true' || isCustom === 'false') && isStorable(name)
  return isPlace ? { isCustom: isCustom === 'true', name } : null
}
