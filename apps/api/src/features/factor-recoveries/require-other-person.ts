import type { Deps } from '../../deps.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import type { TargetUser } from '../../guards/target-user.ts'
import type { Caller } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'

/** Who may help, beside the permission. */
export const needed = { all: 'users.reset-password' } as const

/**
 * A person who signed in recently. Nobody removes their own second factors this way, because a
 * thief in their session could.
 * @throws Problem recent-sign-in-required, not-permitted
 */
export function requireOtherPerson({ clock }: Deps, caller: Caller, { id }: TargetUser): void {
  requireRecentSignIn(caller, clock.now())
  if (caller.actorId !== id) return
  throw new Problem('not-permitted', { detail: 'Another administrator has to do this for you.' })
}
