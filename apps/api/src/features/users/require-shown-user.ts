import type { User } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import { shownTo } from './reader.ts'
import { findShownUser } from './shown-user.ts'

/** The user as this caller may see them. @throws Problem not-found */
export async function requireShownUser(deps: Deps, id: string, caller: Caller): Promise<User> {
  const found = await findShownUser(deps, id)
  const user = found && shownTo(caller, found)
  if (!user) throw new Problem('not-found')
  return user
}
