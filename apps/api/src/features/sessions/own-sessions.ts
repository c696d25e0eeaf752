import type { Answer, Contract } from '@rekey/contracts/route'
import type { currentSession } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../generated/prisma/client.ts'
import { auditBy } from '../../guards/audit-by.ts'
import type { Input } from '../../http/routes.ts'
import type { Database } from '../../lib/database.ts'
import type { Keyset, Moment } from '../../lib/keyset.ts'
import type { LivingSession } from '../../models/find-session.ts'
import { endSessions, livingAt } from '../../models/sessions.ts'

type OwnSession = Answer<typeof currentSession>['session']

/** A session as its own user sees it. */
function toOwnSession(row: Row, caller: LivingSession): OwnSession {
  return {
    id: row.id,
    current: row.id === caller.sessionId,
    client: row.client,
    openedBy: row.openedBy,
    device: row.device,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }
}

type Row = Pick<
  Session,
  'id' | 'client' | 'openedBy' | 'device' | 'createdAt' | 'lastSeenAt' | 'expiresAt'
>

export async function findOwnSession(
  db: Database,
  caller: LivingSession,
): Promise<OwnSession | null> {
  const row = await db.session.findUnique({ where: { id: caller.sessionId } })
  return row && toOwnSession(row, caller)
}

/** Living sessions, newest first; one more than the limit tells the caller that there are more. */
export async function listOwnSessions(
  db: Database,
  caller: LivingSession,
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

type From = Pick<Input<Contract>, 'ip' | 'requestId'> & { readonly caller: LivingSession }

/** Signs out here, or on another device. @returns false: this user has no such session */
export const endOwnSession = (
  deps: Pick<Deps, 'db' | 'clock'>,
  from: From,
  sessionId: string,
): Promise<boolean> =>
  deps.db.$transaction(async (tx) => {
    const { id, username } = from.caller.user
    if ((await endSessions(tx, id, { only: sessionId })) === 0) return false
    const details = { sessionId, isCurrent: sessionId === from.caller.sessionId }
    await auditBy(tx, deps, from, 'session.ended', { id, username }, details)
    return true
  })
