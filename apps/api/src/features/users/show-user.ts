import type { showUser as contract } from '@rekey/contracts/users'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { shownTo } from './reader.ts'
import { findShownUser } from './shown-user.ts'

/** GET /users/{id}. A user whom the caller may not see is not found. */
export const showUser: Verb<typeof contract> = async ({ params, caller }, deps) => {
  const found = await findShownUser(deps, params.id)
  const user = found && shownTo(caller, found)
  if (!user) throw new Problem('not-found')
  return { status: 200, body: user }
}
