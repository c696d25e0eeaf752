import type { completeReset as contract } from '@rekey/contracts/password-reset'
import type { Deps } from '../../deps.ts'
import { requireNoFactor, useJudgedFactor } from '../../guards/use-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Input } from '../../http/routes.ts'
import { sql } from '../../lib/database.ts'
import type { Statements } from '../../lib/statements.ts'
import type { AuditEntry } from '../../models/audit.ts'
import type { ProvedFactor } from '../../models/check-factor.ts'
import type { Reset } from '../../models/find-living-reset.ts'
import { holdOwner, holdReset } from '../../models/hold-reset.ts'
import type { LockedUser } from '../../models/passwords.ts'
import type { Saved } from '../../models/write-password.ts'

/** A reset whose link and code were right, and the second factor of a user who has one. */
export type Proved = { readonly reset: Reset; readonly factor: ProvedFactor | null }

/**
 * Begins to use a reset up, in the transaction that saves what it brings: locks the user, and uses
 * up the second factor. `requireUsed` must follow when it is saved.
 * @returns the user as they are now
 * @throws Problem reset-link-invalid, second-factor-wrong
 */
export async function beginUse(
  tx: Statements,
  deps: Deps,
  { reset, factor }: Proved,
  input: Input<typeof contract>,
): Promise<LockedUser> {
  const at = deps.clock.now()
  const owner = await holdOwner(tx, stillOwner(reset), at)
  if (!owner) throw new Problem('reset-link-invalid')
  const user = { ...owner, id: reset.userId }
  if (!factor) return user
  if (!(await holdReset(tx, reset.id, at))) throw new Problem('reset-link-invalid')
  await useJudgedFactor(tx, deps, { judged: factor, what: factorOf(reset) }, user, input)
  return user
}

/**
 * Of parallel saves, one uses the reset up. A second factor that was added after the code was
 * judged is asked for.
 * @throws Problem reset-link-invalid, second-factor-required
 */
export async function requireUsed(
  tx: Statements,
  deps: Deps,
  { reset, factor }: Proved,
  { isResetUsed, hasFactor }: Saved,
): Promise<void> {
  if (!isResetUsed) throw new Problem('reset-link-invalid')
  if (hasFactor && !factor) await requireNoFactor(tx, deps, reset.userId, factorOf(reset))
}

/** A passkey's challenge is bound to the reset. */
const factorOf = ({ id: subject }: Reset) => ({ purpose: 'recovery', subject }) as const

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
