import type { showRole as contract } from '@rekey/contracts/roles'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findStandingRole, shownRole } from './shown-roles.ts'

/** GET /roles/{id}. */
export const showRole: Verb<typeof contract> = async ({ params, caller }, { db }) => {
  const role = await findStandingRole(db, caller, params.id)
  if (!role) throw new Problem('not-found')
  return { status: 200, body: shownRole(caller, role) }
}
