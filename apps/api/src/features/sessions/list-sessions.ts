import type { listSessions as contract } from '@rekey/contracts/sessions'
import { decodeCursor, encodeCursor } from '../../http/cursor.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { listOwnSessions, type OwnSession, type Position, toOwnSession } from './own-sessions.ts'

const defaultLimit = 25

/** GET /sessions. The own living sessions, newest first. */
export const listSessions: Verb<typeof contract> = async ({ caller, query }, { db, clock }) => {
  const cursor = decodeCursor(query.cursor, 2)
  const position = cursor && toPosition(cursor.position)
  const limit = Number(query.limit ?? defaultLimit)
  const isBack = cursor?.direction === 'before'
  const page = {
    limit,
    ...(position && (isBack ? { before: position } : { after: position })),
  }
  const { rows, hasMore } = await listOwnSessions(db, caller, page, clock.now())
  const items = rows.map((row) => toOwnSession(row, caller))
  return {
    status: 200,
    body: {
      items,
      nextCursor: isBack || hasMore ? cursorAt('after', items.at(-1)) : null,
      prevCursor: (isBack ? hasMore : cursor !== null) ? cursorAt('before', items[0]) : null,
    },
  }
}

function toPosition([createdAt = '', id = '']: readonly string[]): Position {
  const date = new Date(createdAt)
  const isUuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)
  if (Number.isNaN(date.getTime()) || !isUuid) {
    throw new Problem('bad-request', { errors: [{ pointer: '/cursor', detail: 'is damaged' }] })
  }
  return { createdAt: date, id }
}

const cursorAt = (direction: 'after' | 'before', session: OwnSession | undefined) =>
  session ? encodeCursor({ direction, position: [session.createdAt, session.id] }) : null
