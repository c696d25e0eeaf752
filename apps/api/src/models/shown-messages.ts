import type {
  ListedMessage,
  Message,
  MessageReason,
  MessageStatus,
  Template,
} from '@rekey/contracts/messages'
import type { Prisma } from '../generated/prisma/client.ts'
import type { Database, Transaction } from '../lib/database.ts'
import type { Keyset, Moment } from '../lib/keyset.ts'
import { messageAdvice } from './message-advice.ts'

/** Its history, oldest first. */
const withEvents = {
  events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.MessageInclude

type Row = Prisma.MessageGetPayload<{ include: typeof withEvents }>

/** One mail and what became of it, as administrators see it: two statements. */
export async function findShownMessage(
  db: Database | Transaction,
  id: string,
): Promise<Message | null> {
  const row = await db.message.findUnique({ where: { id }, include: withEvents })
  return row && toShownMessage(row)
}

/**
 * The mails of a user, newest first (towards the newest where `before` is asked for): two
 * statements. One more than the limit tells that there are more.
 */
export async function listShownMessages(
  db: Database | Transaction,
  userId: string,
  { limit, from }: Keyset<Moment>,
): Promise<Message[]> {
  const isBack = from?.direction === 'before'
  const order = isBack ? 'asc' : 'desc'
  const rows = await db.message.findMany({
    where: { userId, ...(from && beyond(from.position, isBack ? 'gt' : 'lt')) },
    include: withEvents,
    orderBy: [{ askedAt: order }, { id: order }],
    take: limit + 1,
  })
  return rows.map(toShownMessage)
}

/** These mails, each with its user, in the order of their ids: three statements, however many. */
export async function listMessagesWithUsers(
  db: Database,
  ids: readonly string[],
): Promise<ListedMessage[]> {
  if (ids.length === 0) return []
  const rows = await db.message.findMany({
    where: { id: { in: [...ids] } },
    include: { ...withEvents, user: { select: { id: true, displayName: true, deletedAt: true } } },
  })
  const places = new Map(ids.map((id, index) => [id, index]))
  return rows
    .sort((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0))
    .map(({ user, ...row }) => ({
      ...toShownMessage(row),
      user: user && !user.deletedAt ? { id: user.id, displayName: user.displayName } : null,
    }))
}

const beyond = ({ at, id }: Moment, side: 'gt' | 'lt') => ({
  OR: [{ askedAt: { [side]: at } }, { askedAt: at, id: { [side]: id } }],
})

/** The CHECKs of the table and the types of its writers hold its words to the contract's. */
function toShownMessage(row: Row): Message {
  const reason = row.reason as MessageReason | null
  return {
    id: row.id,
    template: row.template as Template,
    to: row.to,
    status: row.status as MessageStatus,
    reason,
    advice: reason && messageAdvice[reason],
    origin: row.origin as Message['origin'],
    askedAt: row.askedAt.toISOString(),
    attempts: row.attempts,
    // Beyond our own mail server it is no longer ours to try.
    triedUntil:
      row.status === 'delayed' && row.acceptedAt === null ? row.giveUpAt.toISOString() : null,
    events: row.events.map(({ status, at, detail }) => ({
      status: status as MessageStatus,
      at: at.toISOString(),
      detail,
    })),
  }
}
