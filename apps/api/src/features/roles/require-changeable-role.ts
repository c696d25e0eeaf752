import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../lib/database.ts'
import { mayChangeRole } from '../../models/may-act.ts'
import { findStandingRole, type StandingRole } from './shown-roles.ts'

/**
 * A role that this caller may change, locked until the transaction ends. A transaction that assigns
 * it waits, and then finds it changed or deleted.
 * @throws Problem not-found, not-permitted
 */
export async function requireChangeableRole(
  tx: Transaction,
  caller: Caller,
  id: string,
): Promise<StandingRole> {
  await tx.$queryRaw`SELECT 1 FROM roles WHERE id = ${id}::uuid AND NOT built_in FOR UPDATE`
  const role = await findStandingRole(tx, caller, id)
  if (!role) throw new Problem('not-found')
  if (!mayChangeRole(caller.permissions, role)) {
    throw new Problem('not-permitted', { detail: reasonOf(role) })
  }
  return role
}

function reasonOf({ builtIn, isOwn }: StandingRole): string {
  if (builtIn) return 'Built-in roles can’t be changed.'
  if (isOwn) return 'You can’t change your own role.'
  return 'This role, or a user who has it, has permissions that you don’t have.'
}
