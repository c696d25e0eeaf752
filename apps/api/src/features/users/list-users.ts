import type { listUsers as contract } from '@rekey/contracts/users'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { openCursor, sealCursor } from '../../http/sealed-cursor.ts'
import { countUsers } from './count-users.ts'
import { findSimilarUsers } from './find-similar-users.ts'
import { findUserPage } from './find-user-page.ts'
import { seesAllUsers, shownTo } from './reader.ts'
import { findShownUsers } from './shown-user.ts'
import { nameOf } from './user-sort.ts'

const defaultLimit = 25

/** GET /users. One page, both ways from a cursor. Similar ones are one page, the likest first. */
export const listUsers: Verb<typeof contract> = async ({ query, caller }, deps) => {
  const { cursor: given, limit = defaultLimit, sort = 'displayName', ...filters } = query
  const seesAll = seesAllUsers(caller)
  if (!seesAll && nameOf(sort) === 'username') throw maskedSort()
  const sealing = { keys: deps.keys, list: ['users', sort, seesAll, sorted(filters)] }
  const cursor = openCursor(sealing, given, 2)
  const isBack = cursor?.direction === 'before'
  const [value = '', id = ''] = cursor?.position ?? []
  const from = cursor && { position: [value, id] as const, isBack }
  const now = deps.clock.now()
  const list = { filters, sort, seesAll, now, limit: Number(limit), from }
  const { places, hasMore } = await findUserPage(deps.db, list)
  const similar = places.length > 0 || cursor ? [] : await findSimilarUsers(deps.db, list)
  const ids = similar.length > 0 ? similar : places.map((place) => place.id)
  const users = await findShownUsers(deps, ids)

  const cursorAt = (
    direction: 'after' | 'before',
    place = places.at(direction === 'after' ? -1 : 0),
  ) => (place ? sealCursor(sealing, { direction, position: [place.position, place.id] }) : null)
  return {
    status: 200,
    body: {
      items: users.flatMap((user) => shownTo(caller, user) ?? []),
      nextCursor: isBack || hasMore ? cursorAt('after') : null,
      prevCursor: (isBack ? hasMore : cursor !== null) ? cursorAt('before') : null,
      total: cursor || hasMore ? await countUsers(deps.db, list) : ids.length,
      similar: similar.length > 0,
    },
  }
}

/** The order of what is masked would tell of it. */
const maskedSort = () =>
  new Problem('bad-request', { errors: [{ pointer: '/sort', detail: 'needs users.read' }] })

/** The same filters in another order are the same list. */
const sorted = (filters: object) =>
  Object.entries(filters).sort(([one], [other]) => (one < other ? -1 : 1))
