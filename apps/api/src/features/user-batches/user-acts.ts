import type { BatchAction } from '@rekey/contracts/user-batches'
import type { Deps } from '../../deps.ts'
import type { By } from '../../guards/audit-by.ts'
import type { LaterCaller } from '../../models/authority.ts'

/** To whom a batch does it, and on whose behalf. */
export type ActOn = By & {
  readonly caller: LaterCaller
  readonly userId: string
  /** With `change-role`. */
  readonly roleId: string | null
}

/**
 * What is done to one user: the verb of the single action, so that its rules, its audit event and
 * its webhook events are the same.
 * @returns the mail that was queued, if there is one
 */
type UserAct = (on: ActOn, deps: Deps) => Promise<{ readonly messageId: string | null }>

export type UserActs = Readonly<Record<BatchAction, UserAct>>
