import type { listUsers as contract, User } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import type { StreamVerb } from '../../http/routes.ts'
import { type Keyset, readInParts } from '../../lib/keyset.ts'
import { streamCsv } from '../../lib/stream-csv.ts'
import { findUserPage, type UserList } from './find-user-page.ts'
import { requireSortFor } from './list-users.ts'
import { seesAllUsers, shownTo } from './reader.ts'
import { findShownUsers } from './shown-user.ts'
import type { Position } from './user-sort.ts'

/** The columns, in the order in which `toRow` fills them. */
const columns = [
  'id',
  'username',
  'displayName',
  'kind',
  'status',
  'organization',
  'role',
  'extraRoles',
  'signInMethod',
  'passwordState',
  'emailTo',
  'resetAddress',
  'lastSignInAt',
  'passwordChangedAt',
  'addressConfirmedAt',
  'lastMail',
  'createdAt',
] as const

/** The number of rows in memory at a time. */
const inMemory = 500

/**
 * GET /users with `Accept: text/csv`: all users that match the filters. The export itself is
 * recorded as an event before the first row is sent.
 */
export const exportUsers: StreamVerb<typeof contract> = async (input, deps) => {
  // An export always contains everything, whatever page was requested.
  const { limit: _limit, cursor: _cursor, sort = 'displayName', ...filters } = input.query
  const seesAll = seesAllUsers(input.caller)
  requireSortFor(seesAll, sort)
  const { search, ids, ...rest } = filters
  const users = ids?.split(',').length
  await auditBy(
    deps.db,
    deps,
    input,
    'users.exported',
    { ...(search && { search }) },
    { ...rest, ...(users && { users }) },
  )
  const rules = { now: deps.clock.now(), settings: await deps.settings.current() }
  const list = { filters, sort, seesAll, ...rules }
  const rows = readRows(deps, list, (user) => shownTo(input.caller, user))
  const body = streamCsv(columns, rows, (err) =>
    deps.log.info({ err, requestId: input.requestId }, 'An export of users did not finish'),
  )
  return { filename: 'users.csv', body }
}

async function* readRows(
  deps: Deps,
  list: Omit<UserList, keyof Keyset<Position>>,
  shown: (user: User) => User | null,
) {
  const parts = readInParts(
    inMemory,
    async (part: Keyset<Position>) => (await findUserPage(deps.db, { ...list, ...part })).places,
    ({ position, id }): Position => [position, id],
  )
  for await (const places of parts) {
    const ids = places.map(({ id }) => id)
    const users = await findShownUsers(deps, ids)
    yield* users.flatMap((user) => shown(user) ?? []).map(toRow)
  }
}

const toRow = (user: User) => [
  user.id,
  user.username,
  user.displayName,
  user.kind,
  user.status,
  user.organization?.name ?? null,
  user.role.name,
  user.extraRoles.map(({ name }) => name).join(', '),
  user.signInMethod,
  user.passwordState,
  user.emailTo,
  user.resetAddress,
  user.lastSignInAt,
  user.passwordChangedAt,
  user.addressConfirmedAt,
  user.lastMessage?.status ?? null,
  user.createdAt,
]
