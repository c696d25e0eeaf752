import type { Message, MessageStatus } from '@rekey/contracts/messages'

const second = 1_000
const minute = 60 * second

/** Statuses that can still change. `accepted` can, as the other mail server may send a report. */
const moving: readonly MessageStatus[] = ['queued', 'sending', 'delayed', 'accepted']

type Watched = Pick<Message, 'status' | 'events'>

/**
 * Milliseconds until a mail's status is fetched again, or false to stop. After the last event it is
 * fetched every 2 s for 20 s, then less and less often, down to every 30 s, for 10 minutes in all.
 * A mail that was accepted long ago isn't watched, because reports usually arrive within minutes.
 * @param watchedMs how long the screen has shown this status
 */
export function askAgainAfter(mail: Watched, watchedMs: number, now: Date): number | false {
  if (!moving.includes(mail.status) || watchedMs >= 10 * minute) return false
  const last = mail.events.at(-1)
  const isOld = last && now.getTime() - Date.parse(last.at) > 10 * minute
  if (mail.status === 'accepted' && isOld) return false
  return Math.min(30 * second, Math.max(2 * second, watchedMs / 10))
}

/** Like `askAgainAfter` for several mails, until all of them have their final status. */
export function askAgainAfterAny(mails: readonly Watched[], watchedMs: number, now: Date) {
  const waits = mails.map((mail) => askAgainAfter(mail, watchedMs, now))
  return waits.find((wait) => wait !== false) ?? false
}
