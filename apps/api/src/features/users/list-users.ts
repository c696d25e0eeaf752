import type { listUsers as contract } from '@rekey/contracts/users'
import type { Cursor } from '../../http/cursor.ts'
import { defaultLimit, toPage } from '../../http/page.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { openCursor, type Sealing, sealCursor } from '../../http/sealed-cursor.ts'
import { countedAs, countUsers } from './count-users.ts'
import { findSimilarUsers } from './find-similar-users.ts'
import { findUserPage, type UserList } from './find-user-page.ts'
import { seesAllUsers, shownTo } from './reader.ts'
import { findShownUsers } from './shown-user.ts'
import { nameOf, type UserSort } from './user-sort.ts'

/**
 * GET /users. One page, with a cursor each way. Similar users are a single page, most similar
 * first.
 */
export const listUsers: Verb<typeof contract> = async ({ query, caller }, deps) => {
  const { cursor: given, limit = defaultLimit, sort = 'displayName', ...filters } = query
  const seesAll = seesAllUsers(caller)
  requireSortFor(seesAll, sort)
  const sealing = { keys: deps.keys, list: ['users', sort, seesAll, sorted(filters)] }
  const opened = openCursor(sealing, given, 3)
  const from = toPlace(opened)
  const rules = { now: deps.clock.now(), settings: await deps.settings.current() }
  const list = { filters, sort, seesAll, ...rules, limit: Number(limit), from }
  const page = await findUserPage(deps.db, list)
  const { offset, seal } = countOffset(sealing, opened, page.places.length, list.limit)
  const { items: places, ...cursors } = toPage(
    page.places,
    list,
    ({ position, id }) => [position, id],
    seal,
  )
  const isWhole = from === null && cursors.nextCursor === null
  const similar = places.length > 0 || from ? [] : await findSimilarUsers(deps.db, list)
  const ids = similar.length > 0 ? similar : places.map(({ id }) => id)
  const total = isWhole ? ids.length : page.total
  const [users, counted] = await Promise.all([
    findShownUsers(deps, ids),
    total === null ? countUsers(deps.db, list) : countedAs(total),
  ])
  return {
    status: 200,
    body: {
      items: users.flatMap((user) => shownTo(caller, user) ?? []),
      ...cursors,
      ...counted,
      offset,
      similar: similar.length > 0,
    },
  }
}

const toPlace = (cursor: Cursor | null): UserList['from'] => {
  const [value = '', id = ''] = cursor?.position ?? []
  return cursor && { direction: cursor.direction, position: [value, id] }
}

/**
 * How many users stand before a page. A cursor carries the number along, since a database could
 * only find it by counting.
 * @param found the rows from the cursor on; one more than the limit means that there are more
 */
function countOffset(sealing: Sealing, from: Cursor | null, found: number, limit: number) {
  const count = Math.min(found, limit)
  const carried = Number(from?.position[2] ?? 0)
  const isBack = from?.direction === 'before'
  const isFirst = isBack && found <= limit
  const offset = isFirst ? 0 : isBack ? Math.max(0, carried - count) : carried
  const seal = ({ direction, position }: Cursor) => {
    const before = direction === 'after' ? offset + count : offset
    return sealCursor(sealing, { direction, position: [...position, String(before)] })
  }
  return { offset, seal }
}

/** The order of masked values would reveal them. @throws Problem bad-request */
export function requireSortFor(seesAll: boolean, sort: UserSort): void {
  if (seesAll || nameOf(sort) !== 'username') return
  throw new Problem('bad-request', { errors: [{ pointer: '/sort', detail: 'needs users.read' }] })
}

/** The same filters in another order are the same list. */
const sorted = (filters: object) =>
  Object.entries(filters).sort(([one], [other]) => (one < other ? -1 : 1))
