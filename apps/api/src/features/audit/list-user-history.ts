import type { listUserHistory as contract } from '@rekey/contracts/audit'
import { readKeyset, toPage } from '../../http/page.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { type Database, sql } from '../../lib/database.ts'
import type { Keyset } from '../../lib/keyset.ts'
import { listMessagesById } from '../../models/shown-messages.ts'
import { findEventsOf } from './audit-events.ts'

/** A place in a history. The key makes it unique: `e` and an event's id, or `m` and a mail's. */
type Place = { readonly at: Date; readonly key: string }

/**
 * GET /users/{id}/history. Two statements read one page of each source, so a page costs the same
 * however long the history is. Without messages.read, mails are left out. Deleted users keep their
 * history, without personal details.
 */
export const listUserHistory: Verb<typeof contract> = async (input, { db }) => {
  const { params, query, caller } = input
  const keyset = readKeyset(query, 2, parsePlace)
  const user = await db.user.findUnique({ where: { id: params.id }, select: { id: true } })
  if (!user) throw new Problem('not-found')
  const places = await findPlaces(db, keyset, {
    userId: user.id,
    withMails: caller.permissions.includes('messages.read'),
  })
  const items = await fillPlaces(db, places)
  const page = toPage(items, keyset, ({ place: { at, key } }) => [at.toISOString(), key])
  return {
    status: 200,
    body: { ...page, items: page.items.map(({ event, message }) => ({ event, message })) },
  }
}

const timeForm = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const keyForm = /^(e\d{20}|m[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/

function parsePlace([time = '', key = '']: readonly string[]): Place | null {
  const at = new Date(timeForm.test(time) ? time : Number.NaN)
  return Number.isNaN(at.getTime()) || !keyForm.test(key) ? null : { at, key }
}

type Whose = { readonly userId: string; readonly withMails: boolean }

/** Where the rows of a page are, and one more. */
function findPlaces(db: Database, { limit, from }: Keyset<Place>, { userId, withMails }: Whose) {
  const isBack = from?.direction === 'before'
  const [side, order] = isBack ? [sql`>`, sql`ASC`] : [sql`<`, sql`DESC`]
  const beyond = from
    ? sql`(at, key) ${side} (${from.position.at}, ${from.position.key})`
    : sql`true`
  const part = sql`WHERE ${beyond} ORDER BY at ${order}, key ${order} LIMIT ${limit + 1}`
  return db.$queryRaw<Place[]>`
    WITH events AS (
      SELECT at, 'e' || lpad(id::text, 20, '0') COLLATE "C" AS key
      FROM audit_events WHERE user_id = ${userId}::uuid
    ), mails AS (
      SELECT asked_at AS at, 'm' || id::text COLLATE "C" AS key
      FROM messages WHERE user_id = ${userId}::uuid AND ${withMails}
    )
    SELECT at, key FROM (
      (SELECT at, key FROM events ${part}) UNION ALL (SELECT at, key FROM mails ${part})
    ) AS found ORDER BY at ${order}, key ${order} LIMIT ${limit + 1}`
}

/** The events and mails at these places, in the same order. */
async function fillPlaces(db: Database, places: readonly Place[]) {
  const idsOf = (kind: string) =>
    places.filter(({ key }) => key.startsWith(kind)).map(({ key }) => key.slice(1))
  const events = await findEventsOf(db, idsOf('e').map(BigInt))
  const messages = await listMessagesById(db, idsOf('m'))
  const eventAt = new Map(events.map((event) => [`e${event.id.padStart(20, '0')}`, event]))
  const messageAt = new Map(messages.map((message) => [`m${message.id}`, message]))
  return places.map((place) => ({
    place,
    event: eventAt.get(place.key) ?? null,
    message: messageAt.get(place.key) ?? null,
  }))
}
