import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../lib/database.ts'
import { isUniqueViolation } from '../../lib/is-unique-violation.ts'

/**
 * The organization that a body names; null: none. It is locked until the transaction ends, because
 * its users are searched by its name.
 * @throws Problem bad-request at its field
 */
export async function requireOrganization(tx: Transaction, id: string | null) {
  if (id === null) return null
  const [organization] = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM organizations WHERE id = ${id}::uuid FOR KEY SHARE`
  if (!organization) {
    throw new Problem('bad-request', {
      errors: [{ pointer: '/organizationId', detail: 'names no organization' }],
    })
  }
  return organization
}

/**
 * Only the username is unique in a user's row. The database decides, so that one of two parallel
 * calls is refused.
 * @throws Problem username-taken, or the original error
 */
export function refuseTakenUsername(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw new Problem('username-taken', {
    cause: error,
    errors: [{ pointer: '/username', detail: 'is taken' }],
  })
}
