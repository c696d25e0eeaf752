import type { AuditEvent, listAuditEvents as contract } from '@rekey/contracts/audit'
import { auditBy } from '../../guards/audit-by.ts'
import type { StreamVerb } from '../../http/routes.ts'
import type { Database } from '../../lib/database.ts'
import { type Keyset, readInParts } from '../../lib/keyset.ts'
import { streamCsv } from '../../lib/stream-csv.ts'
import { type AuditFilters, findAuditEvents } from './audit-events.ts'

/** The columns, in the order in which `toRow` fills them. */
const columns = [
  'id',
  'at',
  'action',
  'actorId',
  'actor',
  'userId',
  'user',
  'requestId',
  'ip',
  'details',
] as const

/** The number of rows in memory at a time. */
const inMemory = 1_000

/**
 * GET /audit-events with `Accept: text/csv`: all events that match the filters, newest first. The
 * export itself is recorded as an event before the first row is sent.
 */
export const exportAuditEvents: StreamVerb<typeof contract> = async (input, deps) => {
  const { db, log } = deps
  // An export always contains everything, whatever page was requested.
  const { limit: _limit, cursor: _cursor, ...filters } = input.query
  await auditBy(
    db,
    deps,
    input,
    'audit.exported',
    { username: input.caller.user.username },
    filters,
  )
  const body = streamCsv(columns, readRows(db, filters), (err) =>
    log.info({ err, requestId: input.requestId }, 'An audit export did not finish'),
  )
  return { filename: `audit-${deps.clock.now().toISOString().slice(0, 10)}.csv`, body }
}

async function* readRows(db: Database, filters: AuditFilters) {
  const parts = readInParts(
    inMemory,
    (part: Keyset<bigint>) => findAuditEvents(db, filters, part),
    ({ id }) => BigInt(id),
  )
  for await (const events of parts) yield* events.map(toRow)
}

/** A key could have the name of a person. */
const nameOf = ({ type, displayName }: NonNullable<AuditEvent['actor']>) =>
  type === 'api-key' ? `API key ${displayName}` : displayName

const toRow = ({ id, at, action, actor, user, requestId, ip, details }: AuditEvent) => [
  id,
  at,
  action,
  actor?.id,
  actor && nameOf(actor),
  user?.id,
  user?.displayName,
  requestId,
  ip,
  JSON.stringify(details),
]
