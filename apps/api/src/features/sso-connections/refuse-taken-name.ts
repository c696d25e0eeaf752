import { Problem } from '../../http/problem.ts'
import { isUniqueViolation } from '../../lib/is-unique-violation.ts'

/** The database decides, and only names are unique. @throws Problem conflict, or the same error */
export function refuseTakenName(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw new Problem('conflict', {
    cause: error,
    errors: [{ pointer: '/name', detail: 'is the name of another connection' }],
  })
}
