import type { Answer } from '@rekey/contracts/route'
import type { currentSession, SessionOpener } from '@rekey/contracts/sessions'
import type { Caller } from '../../http/authenticate.ts'
import type { Database } from '../../lib/database.ts'
import type { Keyset, Moment } from '../../lib/keyset.ts'
import { livingAt } from '../../models/sessions.ts'

export type OwnSession = Answer<typeof currentSession>['session']

/** As its own user sees it. */
export function toOwnSession(row: Row, caller: Caller): OwnSession {
  return {
    id: row.id,
    current: row.id === caller.sessionId,
    client: row.client === 'app' ? 'app' : 'browser',
    openedBy: row.openedBy as SessionOpener,
    device: row.device,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }
}

type Row = {
  id: string
  client: string
  openedBy: string
  device: string | null
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}

export async function findOwnSession(db: Database, caller: Caller): Promise<OwnSession | null> {
  const row = await db.session.findUnique({ where: { id: caller.sessionId } })
  return row && toOwnSession(row, caller)
}

/** Living sessions, newest first; one more than the limit tells that there are more. */
export async function listOwnSessions(
  db: Database,
  caller: Caller,
  { limit, from }: Keyset<Moment>,
  now: Date,
): Promise<OwnSession[]> {
  const isBack = from?.direction === 'before'
  const order = isBack ? 'asc' : 'desc'
  const rows = await db.session.findMany({
    where: {
      userId: caller.user.id,
      ...livingAt(now),
      ...(from && beyond(from.position, isBack ? 'gt' : 'lt')),
    },
    orderBy: [{ createdAt: order }, { id: order }],
    take: limit + 1,
  })
  return rows.map((row) => toOwnSession(row, caller))
}

const beyond = ({ at, id }: Moment, direction: 'lt' | 'gt') => ({
  OR: [{ createdAt: { [direction]: at } }, { createdAt: at, id: { [direction]: id } }],
})
