import { pipeline, Readable } from 'node:stream'
import type {
  CampaignUser,
  listResetCampaignUsers as contract,
} from '@rekey/contracts/reset-campaigns'
import { stringify } from 'csv-stringify'
import { auditBy } from '../../guards/audit-by.ts'
import type { StreamVerb } from '../../http/routes.ts'
import type { Database } from '../../lib/database.ts'
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
const batchSize = 1_000

/**
 * GET /reset-campaigns/{id}/users with `Accept: text/csv`. Everybody whom the filters let through,
 * as RFC 4180 CSV. A cell that a spreadsheet would treat as a formula starts with an apostrophe.
 */
export const exportCampaignUsers: StreamVerb<typeof contract> = async (input, deps) => {
  const { db, log } = deps
  const { id } = input.params
  // An export always contains everything, whatever page was requested.
  const { limit: _limit, cursor: _cursor, ...filters } = input.query
  await requireExisting(db, id)
  await auditBy(db, deps, input, 'reset-campaign.exported', null, { campaignId: id, ...filters })
  const seesAll = input.caller.permissions.includes('users.read')
  const csv = stringify({
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
  })
  // A client that disconnects ends the reading. An error cuts the answer off, which HTTP shows.
  pipeline(
    Readable.from(readRows(db, { id, filters, seesAll }), { highWaterMark: 1 }),
    csv,
    (error) => {
      const { requestId } = input
      if (error) log.info({ err: error, requestId }, 'An export of a campaign did not finish')
    },
  )
  return { filename: `campaign-${id}.csv`, body: csv }
}

type Wanted = {
  readonly id: string
  readonly filters: CampaignUserFilters
  readonly seesAll: boolean
}

/** Reads batch by batch, so that memory stays the same and no transaction stays open. */
async function* readRows(db: Database, { id, filters, seesAll }: Wanted) {
  let position: number | null = null
  for (;;) {
    const from: { direction: 'after'; position: number } | null =
      position === null ? null : { direction: 'after', position }
    const keyset = { limit: batchSize, from, seesAll }
    const users = await findCampaignUsers(db, id, filters, keyset)
    const batch = users.slice(0, batchSize)
    yield* batch.map(({ shown }) => toRow(shown))
    const last = batch.at(-1)
    if (!last || users.length <= batchSize) return
    position = last.position
  }
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
