import type { ListedMessage, Message } from '@rekey/contracts/messages'
import type { Prisma } from '../generated/prisma/client.ts'
import type { Database, Transaction } from '../lib/database.ts'
import type { Keyset, Moment } from '../lib/keyset.ts'
import { messageAdvice } from './message-advice.ts'

/** The mail's history, oldest first. */
const withEvents = {
  events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.MessageInclude

type Row = Prisma.MessageGetPayload<{ include: typeof withEvents }>

/** One mail with its history, as administrators see it, in two statements. */
export async function findShownMessage(
  db: Database | Transaction,
  id: string,
): Promise<Message | null> {
  const row = await db.message.findUnique({ where: { id }, include: withEvents })
  return row && toShownMessage(row)
}

/**
 * A user's mails, newest first (from older to newer if `before` is requested), in two statements.
 * One more than the limit tells the caller that there are more.
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

/** These mails by their ids, in any order. */
export async function listMessagesById(db: Database, ids: readonly string[]): Promise<Message[]> {
  if (ids.length === 0) return []
  const rows = await db.message.findMany({ where: { id: { in: [...ids] } }, include: withEvents })
  return rows.map(toShownMessage)
}

/**
 * These mails with their users, in the order of their ids: three statements for any number of
 * mails.
 */
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

/** The table's CHECKs and the types of its writers guarantee that its values match the contract. */
function toShownMessage(row: Row): Message {
  const { reason } = row
  // A mail that is delayed beyond our own mail server is no longer retried by us.
  const isRetried = row.status === 'delayed' && row.acceptedAt === null
  return {
    id: row.id,
    template: row.template,
    to: row.to,
    status: row.status,
    reason,
    advice: reason && messageAdvice[reason],
    origin: row.origin,
    askedAt: row.askedAt.toISOString(),
    attempts: row.attempts,
    triedUntil: isRetried ? row.giveUpAt.toISOString() : null,
    nextAttemptAt: (isRetried && row.nextAttemptAt?.toISOString()) || null,
    events: row.events.map(({ status, at, detail }) => ({
      status,
      at: at.toISOString(),
      detail,
    })),
  }
}
