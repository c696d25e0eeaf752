import { later, minute, second } from '../../lib/clock.ts'

/** A short problem costs only seconds, and during a long outage we don't add load. */
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

/** Mails that were delayed together are spread out when they are tried again. */
const spread = 0.1

/**
 * When a delayed mail is tried next; the last try is at the time when we give up. Null: that time
 * is past.
 * @param attempts tries so far, from 1
 * @param waitMs how long the server asks us to wait: respected up to our own longest wait
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
