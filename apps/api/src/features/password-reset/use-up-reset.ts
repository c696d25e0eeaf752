import type { completeReset as contract } from '@rekey/contracts/password-reset'
import type { Deps } from '../../deps.ts'
import { useJudgedFactor } from '../../guards/use-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Input } from '../../http/routes.ts'
import { type Statements, sql } from '../../lib/database.ts'
import type { AuditEntry } from '../../models/audit.ts'
import type { ProvedFactor } from '../../models/check-factor.ts'
import type { Reset } from '../../models/find-living-reset.ts'
import type { LockedUser } from '../../models/passwords.ts'
import { useReset } from '../../models/resets.ts'

/** A reset whose link and code were right, and the second factor of a user who has one. */
export type Proved = { readonly reset: Reset; readonly factor: ProvedFactor | null }

/**
 * Uses up the reset and the proof, in the transaction that saves what the reset brings. Of parallel
 * calls, one wins.
 * @param passwordId the password that is saved; null: a passkey takes its place
 * @returns the user as they are now, locked
 * @throws Problem reset-link-invalid, second-factor-required, second-factor-wrong
 */
export async function useUpReset(
  tx: Statements,
  deps: Deps,
  { reset, factor }: Proved,
  input: Input<typeof contract>,
  passwordId: string | null,
): Promise<LockedUser> {
  const use = { id: reset.id, owner: stillOwner(reset), at: deps.clock.now(), passwordId }
  const owner = await useReset(tx, use)
  if (!owner) throw new Problem('reset-link-invalid')
  const user = { ...owner, id: reset.userId }
  const what = { purpose: 'recovery', subject: reset.id } as const
  await useJudgedFactor(tx, deps, { judged: factor, what }, user, input)
  return user
}

/**
 * The user no longer has the state in which the reset found them: deactivated, or with another way
 * to sign in.
 */
const stillOwner = ({ userId, user }: Reset) => sql`
  id = ${userId}::uuid AND status = 'active' AND deleted_at IS NULL
    AND sign_in_method = ${user.signInMethod}`

/** What the audit log says of the end of a reset. */
export function completion(
  { reset: { userId, purpose, origin, user }, factor }: Proved,
  { device, ip, requestId }: Input<typeof contract>,
  at: Date,
): AuditEntry & { readonly details: object } {
  return {
    action: 'password-reset.completed',
    at,
    actorId: userId,
    userId,
    requestId,
    details: { purpose, origin, device, ...(factor && { secondFactor: factor.method }) },
    personal: { ip, username: user.username },
  }
}
