import type { listUsers as contract } from '@rekey/contracts/users'
import type { Cursor } from '../../http/cursor.ts'
import { defaultLimit, toPage } from '../../http/page.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { openCursor, sealCursor } from '../../http/sealed-cursor.ts'
import { countUsers } from './count-users.ts'
import { findSimilarUsers } from './find-similar-users.ts'
import { findUserPage, type UserList } from './find-user-page.ts'
import { seesAllUsers, shownTo } from './reader.ts'
import { findShownUsers } from './shown-user.ts'
import { nameOf } from './user-sort.ts'

/**
 * GET /users. One page, with a cursor each way. Similar users are a single page, most similar
 * first.
 */
export const listUsers: Verb<typeof contract> = async ({ query, caller }, deps) => {
  const { cursor: given, limit = defaultLimit, sort = 'displayName', ...filters } = query
  const seesAll = seesAllUsers(caller)
  if (!seesAll && nameOf(sort) === 'username') throw maskedSort()
  const sealing = { keys: deps.keys, list: ['users', sort, seesAll, sorted(filters)] }
  const from = toPlace(openCursor(sealing, given, 2))
  const list = { filters, sort, seesAll, now: deps.clock.now(), limit: Number(limit), from }
  const { items: places, ...cursors } = toPage(
    await findUserPage(deps.db, list),
    list,
    ({ position, id }) => [position, id],
    (cursor) => sealCursor(sealing, cursor),
  )
  const isWhole = from === null && cursors.nextCursor === null
  const similar = places.length > 0 || from ? [] : await findSimilarUsers(deps.db, list)
  const ids = similar.length > 0 ? similar : places.map(({ id }) => id)
  const users = await findShownUsers(deps, ids)
  return {
    status: 200,
    body: {
      items: users.flatMap((user) => shownTo(caller, user) ?? []),
      ...cursors,
      total: isWhole ? ids.length : await countUsers(deps.db, list),
      similar: similar.length > 0,
    },
  }
}

const toPlace = (cursor: Cursor | null): UserList['from'] => {
  const [value = '', id = ''] = cursor?.position ?? []
  return cursor && { direction: cursor.direction, position: [value, id] }
}

/** The order of masked values would reveal them. */
const maskedSort = () =>
  new Problem('bad-request', { errors: [{ pointer: '/sort', detail: 'needs users.read' }] })

/** The same filters in another order are the same list. */
const sorted = (filters: object) =>
  Object.entries(filters).sort(([one], [other]) => (one < other ? -1 : 1))
