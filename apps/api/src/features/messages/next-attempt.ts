import { later, minute, second } from '../../lib/clock.ts'

/** A short trouble costs seconds; a long outage isn't made worse by us. */
const waits = [
  5 * second,
  15 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
] as const

const longestWait = 15 * minute

/** Mails that were delayed together don't come back together. */
const spread = 0.1

/**
 * When a delayed mail is tried next; the last try is at the time to give up. Null: that is past.
 * @param attempts tries so far, from 1
 * @param waitMs how long the server asks us to stay away: heeded up to our own longest wait
 * @param random from 0 to 1
 */
export function nextAttempt(
  { attempts, giveUpAt, waitMs = 0 }: { attempts: number; giveUpAt: Date; waitMs?: number },
  now: Date,
  random = Math.random(),
): Date | null {
  if (now >= giveUpAt) return null
  const own = (waits[attempts - 1] ?? longestWait) * (1 + spread * (2 * random - 1))
  const asked = Math.min(waitMs, longestWait) * (1 + spread * random)
  const next = later(now, Math.round(Math.max(own, asked)))
  return next < giveUpAt ? next : giveUpAt
}
