import type { TargetUser } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../lib/database.ts'
import { isAdministratorLeft } from '../../models/administrators.ts'

/**
 * Call it after an administrator was changed.
 * @throws Problem last-administrator, which undoes the change
 */
export async function requireAdministratorLeft(
  tx: Transaction,
  { isAdministrator }: TargetUser,
): Promise<void> {
  if (isAdministrator && !(await isAdministratorLeft(tx))) throw new Problem('last-administrator')
}
