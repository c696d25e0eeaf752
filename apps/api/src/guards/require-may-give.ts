import type { Permission } from '@rekey/contracts/permissions'
import type { Caller } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { mayGive } from '../models/may-act.ts'

/** @throws Problem not-permitted */
export function requireMayGive({ permissions }: Caller, given: readonly Permission[]): void {
  if (mayGive(permissions, given)) return
  const lacking = given.filter((permission) => !permissions.includes(permission))
  throw new Problem('not-permitted', {
    detail: `You can’t give permissions that you don’t have: ${lacking.join(', ')}.`,
  })
}
