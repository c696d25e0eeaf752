import type { Deps } from '../../deps.ts'
import { sql } from '../../lib/database.ts'
import type { Delivery } from '../../mail/mail.ts'
import { isMishap } from '../../models/mail-health.ts'
import type { ClaimedMessage } from '../../models/message-outcomes.ts'

/** One or two recipients may get the same words for their own reasons. */
const recipientsBefore = 2
const triesLookedAt = 20

/**
 * A refusal in unknown words counts as the recipient's. It is different if our mail server has said
 * the same about other recipients' mails since it last accepted one, in words that name our sender
 * or our network. Then the server refuses us, so the mail waits as after a refusal in known words.
 */
export async function judgeByTheOthers(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  message: ClaimedMessage,
  delivery: Delivery,
): Promise<Delivery> {
  if (delivery.status !== 'refused' || !unclear.has(delivery.reason)) return delivery
  if (!namesUs(delivery.detail, config)) return delivery
  const others = await listTriesBefore(db, message)
  const recipients = new Set(others.map(({ to }) => to))
  const said = sameFor(delivery.detail)
  const isForAll = others.every(({ detail }) => sameFor(detail ?? '') === said)
  return isForAll && recipients.size >= recipientsBefore
    ? { status: 'delayed', reason: 'sender-not-permitted', detail: delivery.detail }
    : delivery
}

const unclear = new Set<string>(['refused-by-policy', 'not-understood'])

/** Tries for other recipients since the mail server last accepted a mail, newest first. */
const listTriesBefore = (db: Deps['db'], { to }: ClaimedMessage) =>
  db.$queryRaw<{ to: string; detail: string | null }[]>`
    SELECT message."to", event.detail
    FROM message_events event JOIN messages message ON message.id = event.message_id
    WHERE ${isMishap(sql`event`)} AND event.source_id IS NULL
      AND event.at > coalesce((SELECT max(accepted_at) FROM messages), '-infinity'::timestamptz)
      AND message."to" <> ${to}
    ORDER BY event.at DESC LIMIT ${triesLookedAt}`

function namesUs(words: string, { mailFrom, bounceAddress, publicUrl }: Deps['config']): boolean {
  const names = [mailFrom.address, bounceAddress ?? ''].map((one) => one.split('@').at(-1) ?? '')
  const said = words.toLowerCase()
  const isNamed = [...names, new URL(publicUrl).hostname].some(
    (name) => name !== '' && said.includes(name.toLowerCase()),
  )
  return (
    isNamed || /\bsend(?:er|ing)\b|\bmail from\b|\bclient\b|\byour (?!e?-?mail|message)/.test(said)
  )
}

/** Removes parts that differ from mail to mail: addresses, numbers, queue ids, times. */
const sameFor = (words: string) =>
  words
    .toLowerCase()
    .replace(/<[^>]*>|\S*@\S*|\S*\d\S*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
