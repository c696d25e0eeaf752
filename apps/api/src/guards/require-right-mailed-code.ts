import { Problem } from '../http/problem.ts'

/**
 * Throws a problem if a typed mailed code was wrong or has ended. Call it after the transaction
 * that judged the code, so that the wrong try is committed.
 * @param outcome null: the code has ended; a number: it was wrong, and these tries are left
 * @param ended what the caller can do if it has ended
 * @throws Problem conflict; reset-code-wrong with `triesLeft`
 */
export function requireRightMailedCode<T extends object | string>(
  outcome: T | number | null,
  ended: string,
): T {
  if (outcome === null) throw new Problem('conflict', { detail: ended })
  if (typeof outcome !== 'number') return outcome
  throw new Problem('reset-code-wrong', { extra: { triesLeft: outcome } })
}
