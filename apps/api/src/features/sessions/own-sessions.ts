import type { Answer } from '@rekey/contracts/route'
import type { currentSession } from '@rekey/contracts/sessions'
import type { Caller } from '../../http/authenticate.ts'
import type { Database } from '../../lib/database.ts'
import { livingAt } from '../../models/sessions.ts'

export type OwnSession = Answer<typeof currentSession>['session']

/** As its own user sees it. */
export function toOwnSession(row: Row, caller: Caller): OwnSession {
  return {
    id: row.id,
    current: row.id === caller.sessionId,
    client: row.client === 'app' ? 'app' : 'browser',
    device: row.device,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }
}

type Row = {
  id: string
  client: string
  device: string | null
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}

export async function findOwnSession(db: Database, caller: Caller): Promise<OwnSession | null> {
  const row = await db.session.findUnique({ where: { id: caller.sessionId } })
  return row && toOwnSession(row, caller)
}

export type Page = { before?: Position | undefined; after?: Position | undefined; limit: number }
export type Position = { createdAt: Date; id: string }

/** Living sessions, newest first; one more than asked for tells whether there are more. */
export async function listOwnSessions(db: Database, caller: Caller, page: Page, now: Date) {
  const { before, after, limit } = page
  const rows = await db.session.findMany({
    where: {
      userId: caller.user.id,
      ...livingAt(now),
      ...beyond(after, 'lt'),
      ...beyond(before, 'gt'),
    },
    orderBy: before
      ? [{ createdAt: 'asc' }, { id: 'asc' }]
      : [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const hasMore = rows.length > limit
  const items = rows.slice(0, limit)
  return { rows: before ? items.reverse() : items, hasMore }
}

function beyond(position: Position | undefined, direction: 'lt' | 'gt') {
  if (!position) return {}
  const { createdAt, id } = position
  return { OR: [{ createdAt: { [direction]: createdAt } }, { createdAt, id: { [direction]: id } }] }
}
