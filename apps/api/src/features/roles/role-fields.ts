import { Problem } from '../../http/problem.ts'
import { isUniqueViolation } from '../../lib/is-unique-violation.ts'

/**
 * Only the name is unique, and the database decides.
 * @throws Problem conflict, or the original error
 */
export function refuseTakenName(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw new Problem('conflict', {
    cause: error,
    errors: [{ pointer: '/name', detail: 'is the name of another role' }],
  })
}
