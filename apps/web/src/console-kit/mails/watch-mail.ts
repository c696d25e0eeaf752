import type { Message, MessageStatus } from '@rekey/contracts/messages'
import { askAgain } from '../ask-again.ts'

/** Reports about a mail that was accepted usually arrive within minutes. */
const reportsWithinMs = 600_000

/** Statuses that can still change. `accepted` can, as the other mail server may send a report. */
const moving: readonly MessageStatus[] = ['queued', 'sending', 'delayed', 'accepted']

type Watched = Pick<Message, 'status' | 'events'>

/**
 * Milliseconds until a mail's status is fetched again, or false to stop. A mail that was accepted
 * long ago isn't watched.
 * @param watchedMs how long the screen has shown this status
 */
export function askAgainAfter(mail: Watched, watchedMs: number, now: Date): number | false {
  if (!moving.includes(mail.status)) return false
  const last = mail.events.at(-1)
  const isOld = last && now.getTime() - Date.parse(last.at) > reportsWithinMs
  if (mail.status === 'accepted' && isOld) return false
  return askAgain(watchedMs)
}

/** Like `askAgainAfter` for several mails, until all of them have their final status. */
export function askAgainAfterAny(mails: readonly Watched[], watchedMs: number, now: Date) {
  const waits = mails.map((mail) => askAgainAfter(mail, watchedMs, now))
  return waits.find((wait) => wait !== false) ?? false
}
