import { hour, later, minute, second } from '../../lib/clock.ts'

/** Eight tries over about 28 hours: seconds for a restart, hours for an outage. */
const waits = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  8 * hour,
  12 * hour,
] as const

/** Deliveries that failed together are spread out when they are tried again. */
const spread = 0.1

/** Honoured up to our own longest wait. */
const longestWait = 12 * hour

/**
 * When a failed delivery is tried again. Null: it was the last try.
 * @param tries tries so far, from 1
 * @param waitMs how long the receiver asks us to wait
 * @param random from 0 to 1
 */
export function nextTry(
  tries: number,
  { now, waitMs = 0, random = Math.random() }: { now: Date; waitMs?: number; random?: number },
): Date | null {
  const wait = waits[tries - 1]
  if (wait === undefined) return null
  const own = wait * (1 + spread * (2 * random - 1))
  const asked = Math.min(waitMs, longestWait) * (1 + spread * random)
  return later(now, Math.round(Math.max(own, asked)))
}

/**
 * The header Retry-After in milliseconds (RFC 9110, section 10.2.3): seconds, or a date. Some proxies
 * write parts of a second, which would be read as a year.
 */
export function readRetryAfter(value: string | null, now: Date): number {
  if (value === null) return 0
  if (/^\d{1,9}(\.\d+)?$/.test(value)) return Number(value) * second
  const at = Date.parse(value)
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime())
}
