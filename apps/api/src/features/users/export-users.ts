import type { listUsers as contract, User } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import type { StreamVerb } from '../../http/routes.ts'
import { streamCsv } from '../../lib/stream-csv.ts'
import { findUserPage, type UserList } from './find-user-page.ts'
import { requireSortFor } from './list-users.ts'
import { seesAllUsers, shownTo } from './reader.ts'
import { findShownUsers } from './shown-user.ts'

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
const batchSize = 500

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
  const list = { filters, sort, seesAll, ...rules, limit: batchSize, from: null }
  const rows = readRows(deps, list, (user) => shownTo(input.caller, user))
  const body = streamCsv(columns, rows, (err) =>
    deps.log.info({ err, requestId: input.requestId }, 'An export of users did not finish'),
  )
  return { filename: 'users.csv', body }
}

/** Reads batch by batch, so that memory stays the same and no transaction stays open. */
async function* readRows(deps: Deps, list: UserList, shown: (user: User) => User | null) {
  let { from } = list
  for (;;) {
    const { places } = await findUserPage(deps.db, { ...list, from })
    const batch = places.slice(0, batchSize)
    const users = await findShownUsers(
      deps,
      batch.map(({ id }) => id),
    )
    yield* users.flatMap((user) => shown(user) ?? []).map(toRow)
    const last = batch.at(-1)
    if (!last || places.length <= batchSize) return
    from = { direction: 'after', position: [last.position, last.id] }
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
