import type { Settings } from '@rekey/contracts/settings'
import type { BatchAction, BatchExclusion } from '@rekey/contracts/user-batches'
import { type Sql, sql } from '../../lib/database.ts'
import { hasPasswordOrPasskey } from '../../models/factor-proofs.ts'
import { exclusionOf, type JudgedUser, judgedColumns } from '../../models/judge-user.ts'

/** What decides whether a batch leaves a user out. */
export type BatchCandidate = JudgedUser & {
  readonly roleId: string
  readonly hasPassword: boolean
}

/** SQL: the columns of a BatchCandidate, from `users owner`. */
export const candidateColumns = (isBeyond: Sql): Sql => sql`
  ${judgedColumns(isBeyond)}, role_id AS "roleId", 
  ${hasPasswordOrPasskey(sql`owner`)} AS "hasPassword"`

export type Judged = {
  readonly action: BatchAction
  /** With `change-role`. */
  readonly role: { readonly id: string; readonly opensConsole: boolean } | null
  readonly createdByUser: string
}

/** Why nothing is done for a user; null: something is. */
export function batchExclusionOf(
  batch: Judged,
  user: BatchCandidate,
  settings: Settings,
): BatchExclusion | null {
  const reason = ofAction[batch.action](user, batch, settings)
  return reason ?? (user.isBeyond ? 'beyond-permissions' : null)
}

type Rule = (user: BatchCandidate, batch: Judged, settings: Settings) => BatchExclusion | null

const unlessActive: Rule = ({ status }) => (status === 'active' ? null : 'user-deactivated')
const ifYourself: Rule = ({ id }, { createdByUser }) => (id === createdByUser ? 'yourself' : null)

const ofAction: Readonly<Record<BatchAction, Rule>> = {
  // An invitation is for the first password here. Of users who sign in at a provider, some may have
  // a console password, but that is a reset.
  'send-invitations': (user, batch, settings) =>
    unlessActive(user, batch, settings) ??
    (user.signInMethod === 'sso' ? 'signs-in-elsewhere' : null) ??
    exclusionOf(user, settings) ??
    (user.hasPassword ? 'has-password' : null),
  'start-resets': (user, _, settings) => exclusionOf(user, settings),
  deactivate: (...about) => unlessActive(...about) ?? ifYourself(...about),
  reactivate: ({ status }) => (status === 'active' ? 'user-active' : null),
  // It would sign the caller out of the console, too.
  'end-sessions': (...about) => unlessActive(...about) ?? ifYourself(...about),
  'change-role': (user, batch, settings) => {
    if (user.roleId === batch.role?.id) return 'has-role'
    if (user.kind === 'device' && batch.role?.opensConsole) return 'device-user'
    return ifYourself(user, batch, settings)
  },
}
