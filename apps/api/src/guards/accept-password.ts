import type { Kind } from '@rekey/contracts/fields'
import { type Refusal, refusePassword } from '@rekey/password-strength/judge-password'
import {
  blocklisted,
  sameAsCurrent,
  sameAsTemporary,
} from '@rekey/password-strength/password-faults'
import type { Deps } from '../deps.ts'
import { Problem } from '../http/problem.ts'
import type { ResetIdentity } from '../models/reset-secrets.ts'
import { findTyped } from '../models/temporary-passwords.ts'

type PasswordOwner = {
  readonly kind: Kind
  readonly username: string
  readonly displayName: string
  readonly organization: { readonly name: string } | null
  /** The inputs from which the user's living temporary passwords are derived. */
  readonly temporaries: readonly ResetIdentity[]
}

/**
 * Judges a new password by the policy for its owner's kind, off the event loop. A password that the
 * owner used before (the current one, or a temporary one) is refused. If the site uses the list of
 * leaked passwords, one on that list is refused too.
 * @param isCurrent whether it equals the present password; called only when everything else is
 * right
 * @throws Problem password-not-accepted with its strength, one reason and one tip
 */
export async function acceptPassword(
  deps: Pick<Deps, 'judge' | 'breachList' | 'keys' | 'settings'>,
  owner: PasswordOwner,
  newPassword: string,
  isCurrent: () => Promise<boolean>,
): Promise<void> {
  const { passwordPolicies, organizationName, breachList } = await deps.settings.current()
  const words = [
    owner.displayName,
    owner.username,
    owner.organization?.name,
    organizationName,
    'Rekey',
  ]
  const judgement = await deps.judge.judge(newPassword, {
    policy: passwordPolicies[owner.kind],
    words: words.filter((word) => word !== undefined),
  })
  if (!judgement.accepted) throw notAccepted(judgement)
  // Both take time and don't depend on each other.
  const [isSame, isLeaked] = await Promise.all([
    isCurrent(),
    breachList && deps.breachList.isLeaked(newPassword),
  ])
  if (isSame) throw notAccepted(refusePassword(sameAsCurrent, judgement.strength))
  if (findTyped(deps.keys, owner.temporaries, newPassword)) {
    throw notAccepted(refusePassword(sameAsTemporary, judgement.strength))
  }
  if (isLeaked) throw notAccepted(refusePassword(blocklisted, judgement.strength))
}

function notAccepted({ strength, problem, reason, tip }: Refusal): Problem {
  return new Problem('password-not-accepted', {
    detail: tip,
    errors: [{ pointer: '/newPassword', detail: reason }],
    extra: { strength: { score: strength.score, label: strength.label }, reason: problem },
  })
}
