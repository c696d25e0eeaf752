import type { Message, MessageStatus } from '@rekey/contracts/messages'

const second = 1_000
const minute = 60 * second

/** What may still become something else. `accepted` may: a report of the other side can follow. */
const moving: readonly MessageStatus[] = ['queued', 'sending', 'delayed', 'accepted']

type Watched = Pick<Message, 'status' | 'events'>

/**
 * Milliseconds until a mail's status is asked for again; false: not any more. Every 2 s for 20 s
 * after what was last seen to happen, then ever more slowly up to 30 s, for 10 minutes in all.
 * A mail that was accepted long ago isn't watched: what follows follows within minutes.
 * @param watchedMs how long this status has been in sight
 */
export function askAgainAfter(mail: Watched, watchedMs: number, now: Date): number | false {
  if (!moving.includes(mail.status) || watchedMs >= 10 * minute) return false
  const last = mail.events.at(-1)
  const isOld = last && now.getTime() - Date.parse(last.at) > 10 * minute
  if (mail.status === 'accepted' && isOld) return false
  return Math.min(30 * second, Math.max(2 * second, watchedMs / 10))
}

/** As `askAgainAfter`, for several: until none of them moves any more. */
export function askAgainAfterAny(mails: readonly Watched[], watchedMs: number, now: Date) {
  const waits = mails.map((mail) => askAgainAfter(mail, watchedMs, now))
  return waits.find((wait) => wait !== false) ?? false
}
