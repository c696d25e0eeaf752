import type {
  CampaignUser,
  listResetCampaignUsers as contract,
} from '@rekey/contracts/reset-campaigns'
import { auditBy } from '../../guards/audit-by.ts'
import type { StreamVerb } from '../../http/routes.ts'
import type { Database } from '../../lib/database.ts'
import { type Keyset, readInParts } from '../../lib/keyset.ts'
import { streamCsv } from '../../lib/stream-csv.ts'
import { type CampaignUserFilters, findCampaignUsers } from './campaign-users.ts'
import { requireExisting } from './list-reset-campaign-users.ts'

/** The columns, in the order in which `toRow` fills them. */
const columns = [
  'userId',
  'displayName',
  'username',
  'outcome',
  'reason',
  'sentAt',
  'savedAt',
  'reminder',
] as const

/** The number of rows in memory at a time. */
const inMemory = 1_000

/**
 * GET /reset-campaigns/{id}/users with `Accept: text/csv`: all users that match the filters. The
 * export itself is recorded as an event before the first row is sent.
 */
export const exportCampaignUsers: StreamVerb<typeof contract> = async (input, deps) => {
  const { db, log } = deps
  const { id } = input.params
  // An export always contains everything, whatever page was requested.
  const { limit: _limit, cursor: _cursor, ...filters } = input.query
  await requireExisting(db, id)
  await auditBy(db, deps, input, 'reset-campaign.exported', null, { campaignId: id, ...filters })
  const seesAll = input.caller.permissions.includes('users.read')
  const rows = readRows(db, { id, filters, seesAll })
  const body = streamCsv(columns, rows, (err) =>
    log.info({ err, requestId: input.requestId }, 'An export of a campaign did not finish'),
  )
  return { filename: `campaign-${id}.csv`, body }
}

type Wanted = {
  readonly id: string
  readonly filters: CampaignUserFilters
  readonly seesAll: boolean
}

async function* readRows(db: Database, { id, filters, seesAll }: Wanted) {
  const parts = readInParts(
    inMemory,
    (part: Keyset<number>) => findCampaignUsers(db, id, filters, { ...part, seesAll }),
    ({ position }) => position,
  )
  for await (const users of parts) yield* users.map(({ shown }) => toRow(shown))
}

const toRow = ({ user, outcome, reason, sentAt, savedAt, reminder }: CampaignUser) => [
  user.id,
  user.displayName,
  user.username,
  outcome,
  reason,
  sentAt,
  savedAt,
  reminder,
]
