import { type AuditFilters, findAuditEvents } from '../src/features/audit/audit-events.ts'
import { type Database, openDatabase } from '../src/lib/database.ts'
import { queryDatabase } from '../testing/many-users.ts'
import { openBenchSite } from './bench-site.ts'
import { atMost, type Figure } from './figures.ts'
import { quantile } from './rounds.ts'

const sizes = { few: 10_000, many: 1_000_000 } as const
const limit = 25
const asksPerFilter = 60

/**
 * Pages of the audit log at 1,000,000 events against 10,000: the newest, one in the middle, the
 * last ones, with each filter and with several at once.
 */
export async function benchAuditPages(): Promise<Figure[]> {
  const few = await measureAt(sizes.few)
  const many = await measureAt(sizes.many)
  return Object.entries(many).map(([what, p95]) => {
    const detail = `at 10,000: ${few[what]?.toFixed(1)} ms`
    return atMost(`audit page at 1,000,000 events, ${what}, p95`, p95, 50, 'ms', detail)
  })
}

async function measureAt(size: number) {
  await using site = await openBenchSite()
  const { db, close } = openDatabase(site.databaseUrl)
  await fill(site.databaseUrl, size)
  return await measurePages(db, size).finally(close)
}

/**
 * Two years of events, in order but for half a minute; a few users and actions have most of them.
 */
const fill = async (databaseUrl: string, size: number) => {
  await queryDatabase(
    databaseUrl,
    `WITH event AS (
       INSERT INTO audit_events (at, action, actor_id, user_id, request_id, details)
       SELECT timestamptz '2024-11-21' + make_interval(secs => 63e6 * n / $1 + 30 * random()),
         'action.' || floor(20 * random() ^ 3),
         md5(floor(50 * random() ^ 3)::text)::uuid, md5('u' || floor(5000 * random() ^ 2))::uuid,
         gen_random_uuid(), '{"reason": "asked by phone"}'
       FROM generate_series(1, $1::int) AS n
       ORDER BY n
       RETURNING id)
     INSERT INTO audit_personal (event_id, salt, fields)
     SELECT id, '\\x00', '{"ip": "192.0.2.7"}' FROM event`,
    [size],
  )
  await queryDatabase(databaseUrl, 'VACUUM ANALYZE audit_events, audit_personal')
}

async function measurePages(db: Database, size: number): Promise<Record<string, number>> {
  const [some] = await findAuditEvents(db, { action: 'action.3' }, { limit: 1, from: null })
  const who = { actorId: some?.actor?.id, userId: some?.user?.id }
  const day = { from: '2025-11-21T00:00:00Z', to: '2025-11-22T00:00:00Z' }
  const filters: Record<string, AuditFilters> = {
    'no filter': {},
    'a frequent action': { action: 'action.0' },
    'an unknown action': { action: 'action.none' },
    'an actor': { actorId: who.actorId },
    'a user': { userId: who.userId },
    'a user and an action': { userId: who.userId, action: 'action.0' },
    'a day a year ago': day,
    'an action on a day a year ago': { action: 'action.0', ...day },
    'before a time': { to: '2024-12-01T00:00:00Z' },
    'an actor after a time': { actorId: who.actorId, from: '2025-01-01T00:00:00Z' },
  }
  for (const filter of Object.values(filters)) {
    await findAuditEvents(db, filter, { limit, from: null })
  }
  const p95: Record<string, number> = {}
  for (const [name, filter] of Object.entries(filters)) {
    const times: number[] = []
    for (let n = 0; n < asksPerFilter; n += 1) {
      // The first page, then places spread over the whole log.
      const position = BigInt(size - Math.floor((size * n) / asksPerFilter))
      const from = n === 0 ? null : { direction: 'after' as const, position }
      const startedAt = performance.now()
      await findAuditEvents(db, filter, { limit, from })
      times.push(performance.now() - startedAt)
    }
    p95[name] = quantile(times, 0.95)
  }
  return p95
}
