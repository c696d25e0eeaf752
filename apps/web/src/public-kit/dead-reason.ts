import type { Problem } from '../api.ts'

/** Why a mailed link can't be used. The API tells no other causes apart. */
export type DeadReason = 'link' | 'too-many-codes'

/**
 * Whether the link has ended with this problem. Null: it still works, also if a proof was right but
 * used up meanwhile, which counts no try.
 */
export function deadReasonOf({ code, details: { triesLeft } }: Problem): DeadReason | null {
  if (code === 'reset-link-invalid') return 'link'
  return triesLeft === 0 ? 'too-many-codes' : null
}
