import type { listOrganizations as contract } from '@rekey/contracts/organizations'
import { decodeCursor, encodeCursor } from '../../http/cursor.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { listOrganizationsByName } from './organizations.ts'

const defaultLimit = 25

/** GET /organizations. By name, both ways from a cursor. */
export const listOrganizations: Verb<typeof contract> = async ({ query }, { db }) => {
  const cursor = decodeCursor(query.cursor, 1)
  const [name = ''] = cursor?.position ?? []
  if (!name.isWellFormed() || name.includes('\0')) throw damaged()
  const isBack = cursor?.direction === 'before'
  const { items, hasMore } = await listOrganizationsByName(db, {
    search: query.search ?? '',
    limit: Number(query.limit ?? defaultLimit),
    from: cursor && { name, isBack },
  })
  const cursorAt = (
    direction: 'after' | 'before',
    at = items.at(direction === 'after' ? -1 : 0),
  ) => (at ? encodeCursor({ direction, position: [at.name] }) : null)
  return {
    status: 200,
    body: {
      items,
      nextCursor: isBack || hasMore ? cursorAt('after') : null,
      prevCursor: (isBack ? hasMore : cursor !== null) ? cursorAt('before') : null,
    },
  }
}

/** PostgreSQL would refuse to compare with it. */
const damaged = () =>
  new Problem('bad-request', { errors: [{ pointer: '/cursor', detail: 'is damaged' }] })
