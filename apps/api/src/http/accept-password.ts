import type { Kind } from '@rekey/contracts/fields'
import { type Refusal, refusePassword } from '@rekey/password-strength/judge-password'
import { sameAsCurrent, sameAsTemporary } from '@rekey/password-strength/password-faults'
import type { Deps } from '../deps.ts'
import type { ResetIdentity } from '../models/reset-secrets.ts'
import { findTyped } from '../models/temporary-passwords.ts'
import { Problem } from './problem.ts'

export type PasswordOwner = {
  readonly kind: string
  readonly username: string
  readonly displayName: string
  readonly organization: { readonly name: string } | null
  /** The living temporary passwords: what they are derived from. */
  readonly temporaries: readonly ResetIdentity[]
}

/**
 * Judges a new password by the policy of its owner's kind, off the event loop.
 * @param isCurrent whether it is the one it would replace; asked only when the rest is right
 * @throws Problem password-not-accepted with its strength, one reason and one tip
 */
export async function acceptPassword(
  { judge, keys, settings }: Pick<Deps, 'judge' | 'keys' | 'settings'>,
  owner: PasswordOwner,
  newPassword: string,
  isCurrent: () => Promise<boolean>,
): Promise<void> {
  const { passwordPolicies, organizationName } = await settings.current()
  const words = [
    owner.displayName,
    owner.username,
    owner.organization?.name,
    organizationName,
    'Rekey',
  ]
  const judgement = await judge.judge(newPassword, {
    policy: passwordPolicies[owner.kind as Kind],
    words: words.filter((word) => word !== undefined),
  })
  if (!judgement.accepted) throw notAccepted(judgement)
  if (await isCurrent()) throw notAccepted(refusePassword(sameAsCurrent, judgement.strength))
  if (findTyped(keys, owner.temporaries, newPassword)) {
    throw notAccepted(refusePassword(sameAsTemporary, judgement.strength))
  }
}

function notAccepted({ strength, problem, reason, tip }: Refusal): Problem {
  return new Problem('password-not-accepted', {
    detail: tip,
    errors: [{ pointer: '/newPassword', detail: reason }],
    extra: { strength: { score: strength.score, label: strength.label }, reason: problem },
  })
}
