import { Problem } from '../../http/problem.ts'
import { isUniqueViolation } from '../../lib/is-unique-violation.ts'

/** The name alone is unique, and the database judges. @throws Problem conflict, or the error as it came */
export function refuseTakenName(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw new Problem('conflict', {
    cause: error,
    errors: [{ pointer: '/name', detail: 'is the name of another connection' }],
  })
}
