import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../lib/database.ts'
import { isAdministratorLeft } from '../../models/administrators.ts'
import { type Settled, settleConnection, usersOfDomains } from '../../models/required-sign-in.ts'
import { findPowersOf } from '../../models/sso-connections.ts'
import { requireLesser, type StoredConnection } from './require-connection.ts'

/**
 * If the connection is on and required, the users of its domains sign in there from now on, and
 * their passwords end. So callers can't require it of users who may do more than they may. If it is
 * off or not required, those users sign in here again.
 * @throws Problem not-permitted, last-administrator
 */
export async function requireSignIn(
  tx: Transaction,
  { id, enabled, required }: Pick<StoredConnection, 'id' | 'enabled' | 'required'>,
  caller: Caller,
  at: Date,
): Promise<Settled> {
  const isInEffect = enabled && required
  if (isInEffect) requireLesser(caller, await findPowersOf(tx, usersOfDomains(id)))
  const settled = await settleConnection(tx, id, at)
  if (settled.required > 0 && !(await isAdministratorLeft(tx))) {
    throw new Problem('last-administrator')
  }
  return settled
}
