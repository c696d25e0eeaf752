import type { ProblemCode } from '@rekey/contracts/problems'
import type { BatchExclusion, BatchFailure } from '@rekey/contracts/user-batches'
import type { Problem } from '../../http/problem.ts'

const exclusions: Partial<Record<ProblemCode, BatchExclusion>> = {
  'user-deactivated': 'user-deactivated',
  'user-signs-in-elsewhere': 'signs-in-elsewhere',
  'user-has-no-address': 'no-address',
  'not-permitted': 'beyond-permissions',
  'not-found': 'no-such-user',
}

const failures: Partial<Record<ProblemCode, BatchFailure>> = {
  'last-administrator': 'last-administrator',
  'recent-sign-in-required': 'recent-sign-in-required',
}

/** What the refusal of a single act means for a user of a batch. */
export function refusalOf({ code }: Problem) {
  const reason = exclusions[code]
  if (reason) return { outcome: 'left-out', reason } as const
  return { outcome: 'failed', reason: failures[code] ?? 'could-not-be-done' } as const
}
