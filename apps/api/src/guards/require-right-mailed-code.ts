import { Problem } from '../http/problem.ts'

/**
 * Throws what a typed mailed code costs. Call it after the transaction that judged the code, so that
 * a wrong one is committed.
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
