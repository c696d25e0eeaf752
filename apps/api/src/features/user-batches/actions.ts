import type { Permission } from '@rekey/contracts/permissions'
import type { BatchAction } from '@rekey/contracts/user-batches'
import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'

/** The permission of the single action. */
const needed: Readonly<Record<BatchAction, Permission>> = {
  'send-invitations': 'users.reset-password',
  'start-resets': 'users.reset-password',
  deactivate: 'users.deactivate',
  reactivate: 'users.deactivate',
  'end-sessions': 'users.deactivate',
  'change-role': 'users.write',
}

/** Whether somebody may do this to many users, as far as their permissions decide. */
export const mayRun = (action: BatchAction, permissions: readonly Permission[]): boolean =>
  permissions.includes(needed[action]) && permissions.includes('users.read')

/** @throws Problem not-permitted */
export function requireMayRun(action: BatchAction, { permissions }: Caller): void {
  if (!mayRun(action, permissions)) throw new Problem('not-permitted')
}
